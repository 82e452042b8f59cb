package io.sightline.cli;

import io.sightline.repository.ModelFailedException;
import io.sightline.repository.ModelFiles;
import io.sightline.repository.ReadModel;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints a line for each model.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints a line for each model, those of the jar first.")
final class ListModelsCommand implements Callable<Integer> {

    private static final String ROW = "%-24s %-13s %-28s %8s %13s  %s";

    @Mixin private ModelsFolder models;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    ListModelsCommand() {}

    /// Ends with 1 if a model cannot be read; the others are listed all the same.
    @Override
    public Integer call() {
        PrintWriter out = command.commandLine().getOut();
        out.println(
                ROW.formatted("NAME", "VERSION", "NETWORK", "CLASSES", "PARAMETERS", "LICENCE")
                        .strip());
        int failures = 0;
        for (ModelFiles files : models.all()) {
            try (ReadModel model = ReadModel.of(files)) {
                out.println(row(model));
            } catch (ModelFailedException e) {
                failures++;
                command.commandLine().getErr().println(e.getMessage());
            }
        }
        return failures == 0 ? 0 : 1;
    }

    private static String row(ReadModel model) {
        return String.format(
                        Locale.ROOT,
                        ROW,
                        model.name(),
                        model.version(),
                        model.network().name(),
                        model.network().head().classes(),
                        "%,d".formatted(model.network().parameters()),
                        model.card().licence())
                .strip();
    }
}
