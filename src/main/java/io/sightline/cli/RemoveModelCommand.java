package io.sightline.cli;

import io.sightline.repository.FolderWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Deletes the folder of a model.
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Deletes the folder of a model.")
final class RemoveModelCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The model.")
    private String name;

    @Mixin private ModelsFolder models;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    RemoveModelCommand() {}

    @Override
    public Integer call() throws IOException {
        Path folder = models.folder(name);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "model %s has no folder %s; one in the jar cannot be removed"
                            .formatted(name, folder));
        }
        FolderWriter.remove(folder);
        command.commandLine().getOut().println("removed  " + folder);
        return 0;
    }
}
