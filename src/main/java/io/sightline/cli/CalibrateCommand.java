package io.sightline.cli;

import io.sightline.calibration.Calibrator;
import io.sightline.image.ImagePreprocessor;
import io.sightline.image.ImageProperties;
import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preparation.TimedOut;
import io.sightline.image.resize.ImageTensor;
import io.sightline.repository.Calibration;
import io.sightline.repository.Calibration.Agreement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Measures a model on photographs for arithmetic of 8 bits, and writes what it finds into the
/// model's card.
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Measures a model on photographs for arithmetic of 8 bits, and writes what it"
                        + " finds into the model's card.")
final class CalibrateCommand implements Callable<Integer> {

    /// The last of every four images is kept to measure the agreement on.
    private static final int SPLIT = 4;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "FOLDER",
            description = "Photographs like those that will be classified; hundreds are best.")
    private Path folder;

    @Option(
            names = "--measure",
            paramLabel = "FOLDER",
            description =
                    "Photographs to measure the agreement with float32 on. Without it, every"
                            + " fourth of the others is kept for that.")
    private @Nullable Path measured;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            defaultValue = "models",
            description = "Where models are that the jar does not hold. Default: ${DEFAULT-VALUE}.")
    private String models;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description =
                    "The model folder to write to. Default: the model's own; for one in the jar,"
                            + " a new one of its name among the models.")
    private @Nullable Path output;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    CalibrateCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Calibrator calibrator = Calibrator.open(models, name);
        List<ImageTensor> images = prepare(folder, calibrator);
        List<ImageTensor> others =
                measured == null
                        ? select(images, CalibrateCommand::isKept)
                        : prepare(measured, calibrator);
        List<ImageTensor> rest = measured == null ? select(images, i -> !isKept(i)) : images;
        if (rest.isEmpty() || others.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s holds %d images that can be read, must hold at least %d"
                            .formatted(folder, images.size(), SPLIT));
        }
        Calibration calibration = calibrator.calibrate(rest, others, this::progress);
        Path target = Optional.ofNullable(output).orElse(calibrator.files().modelFolder());
        calibrator.files().write(calibration, target);
        report(calibration, target);
        return 0;
    }

    private static boolean isKept(int index) {
        return index % SPLIT == SPLIT - 1;
    }

    private static List<ImageTensor> select(List<ImageTensor> images, IntPredicate indices) {
        return IntStream.range(0, images.size()).filter(indices).mapToObj(images::get).toList();
    }

    private List<ImageTensor> prepare(Path source, Calibrator calibrator)
            throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> entries = Files.walk(source)) {
            files = entries.filter(Files::isRegularFile).sorted().toList();
        }
        List<ImageTensor> images = new ArrayList<>();
        try (ImagePreprocessor preprocessor = new ImagePreprocessor(ImageProperties.defaults())) {
            for (int i = 0; i < files.size(); i++) {
                prepare(files.get(i), calibrator, preprocessor).ifPresent(images::add);
                progress("preparing " + source, i + 1, files.size());
            }
        }
        return images;
    }

    private Optional<ImageTensor> prepare(
            Path file, Calibrator calibrator, ImagePreprocessor preprocessor)
            throws IOException, InterruptedException {
        return switch (preprocessor.prepare(
                Files.readAllBytes(file), calibrator.preprocessing(), System.nanoTime() + MINUTE)) {
            case Prepared prepared -> Optional.of(prepared.tensor());
            case Rejected(_, String detail) -> passOver(file, detail);
            case TimedOut _ -> passOver(file, "image was not decoded within a minute");
        };
    }

    private Optional<ImageTensor> passOver(Path file, String reason) {
        out().println("passed over %s: %s".formatted(file, reason));
        return Optional.empty();
    }

    /// Each step has one line, which is overwritten until the step is done.
    private void progress(String step, int done, int total) {
        out().print("\r%s: %d of %d%s".formatted(step, done, total, done == total ? "\n" : ""));
        out().flush();
    }

    private void report(Calibration calibration, Path target) {
        Agreement agreement = calibration.agreement();
        String advice =
                agreement.vouches()
                        ? "yes"
                        : "no; that takes %.1f %% of at least %d images"
                                .formatted(100 * Agreement.MIN_SHARE, Agreement.MIN_IMAGES);
        out().println("ranges measured on    %d images".formatted(calibration.images()));
        out().println("agreement measured on %d others".formatted(agreement.images()));
        out().println(
                        "same first answer     %.1f %% (%s)"
                                .formatted(
                                        100.0 * agreement.same() / agreement.images(), agreement));
        out().println("int8 recommended      " + advice);
        out().println("written               " + target.resolve("model.json"));
    }

    private PrintWriter out() {
        return command.commandLine().getOut();
    }
}
