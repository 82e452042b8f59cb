package io.sightline.cli;

import io.sightline.tuning.Objective;
import io.sightline.tuning.Result;
import io.sightline.tuning.Tuner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Measures this machine, and prints the settings that serve best on it.
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Measures a model on this machine with one setting after the other, for two or"
                        + " three minutes, and prints the best. Nothing else should run meanwhile.")
final class TuneCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The model, for example resnet50.")
    private String model;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Look for the lowest p99 latency at N requests a second. Default: for the most"
                            + " throughput.")
    private double rate;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "float32,bfloat16,int8",
            description =
                    "Precisions to try, as far as the model can run in them. Default:"
                            + " ${DEFAULT-VALUE}.")
    private List<String> precisions;

    @Option(
            names = "--images",
            paramLabel = "PATH",
            split = ",",
            description =
                    "Image files, or folders of them, like those that will be sent. Default: a"
                            + " made-up JPEG of 500 x 375.")
    private @Nullable List<Path> images;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How long each load is measured, 1 to 600. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description =
                    "Write the settings to a new file; the service reads application.yaml or"
                            + " config/application.yaml in its working directory.")
    private @Nullable Path file;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    TuneCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Bounds.require(command, "--seconds", seconds, 1, 600);
        PrintWriter out = command.commandLine().getOut();
        Objective objective = new Objective(rate);
        refuseToOverwrite();
        List<byte[]> uploads =
                images == null ? List.of(MadeUpImage.jpeg()) : ImageFiles.read(images);
        out.println("Looking for %s of %s".formatted(objective, model));
        Tuner tuner =
                Tuner.of(
                        model,
                        uploads,
                        Duration.ofSeconds(seconds),
                        line -> {
                            out.println(line);
                            out.flush();
                        });
        Result best = tuner.tune(precisions, objective);
        String yaml =
                String.format(
                        Locale.ROOT,
                        "# Found by sightline tune %s: %s, up to %.1f images/s\n%s",
                        model,
                        objective,
                        best.peak(),
                        best.setting().yaml());
        out.println("\n" + yaml);
        if (file != null) {
            Files.writeString(file, yaml, StandardOpenOption.CREATE_NEW);
            out.println("written  " + file);
        }
        return 0;
    }

    /// Before the minute, not after it.
    private void refuseToOverwrite() {
        if (file != null && Files.exists(file)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--write is %s, which is there already; must be a new file".formatted(file));
        }
    }
}
