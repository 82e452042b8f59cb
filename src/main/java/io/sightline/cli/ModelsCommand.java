package io.sightline.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The models folder: adds models to it, shows, verifies and removes them.
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Adds, lists, shows, verifies and removes models.",
        subcommands = {
            AddModelCommand.class,
            ListModelsCommand.class,
            ShowModelCommand.class,
            VerifyModelCommand.class,
            RemoveModelCommand.class,
            CommandLine.HelpCommand.class
        })
final class ModelsCommand {}
