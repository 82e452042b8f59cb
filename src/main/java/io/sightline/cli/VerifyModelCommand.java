package io.sightline.cli;

import io.sightline.batching.BatchingProperties;
import io.sightline.classification.Classification;
import io.sightline.classification.Classification.Classified;
import io.sightline.classification.ClassificationProperties;
import io.sightline.classification.Classifier;
import io.sightline.classification.ClassifierSettings;
import io.sightline.classification.Prediction;
import io.sightline.image.ImageProperties;
import io.sightline.repository.FolderWriter;
import io.sightline.repository.Golden;
import io.sightline.repository.ModelFiles;
import io.sightline.repository.ReadModel;
import io.sightline.serving.InferenceProperties;
import io.sightline.serving.ModelsProperties;
import io.sightline.serving.PrecisionSetting;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Checks the files of a model, runs it once, and holds its answer against the one recorded.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Checks a model's files, runs it once in float32, and compares with the golden"
                        + " image's answer if its card has one.")
final class VerifyModelCommand implements Callable<Integer> {

    private static final int TOP = 5;
    private static final int MAX_IMAGE = 64 << 20;
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    @Parameters(paramLabel = "NAME", description = "The model.")
    private String name;

    @Option(
            names = "--record",
            paramLabel = "IMAGE",
            description =
                    "Takes this image, whose answer now is right, as the model's golden image.")
    private @Nullable Path recorded;

    @Mixin private ModelsFolder models;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    VerifyModelCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        ModelFiles files = models.named(name);
        PrintWriter out = command.commandLine().getOut();
        Optional<Golden> golden;
        try (ReadModel model = ReadModel.of(files)) {
            golden = model.card().golden().stream().findFirst();
            out.println("files   whole, version " + model.version());
        }
        byte[] image =
                recorded != null
                        ? Files.readAllBytes(recorded)
                        : golden.isPresent()
                                ? bytes(files, golden.get().image())
                                : MadeUpImage.jpeg();
        List<Prediction> answer = classify(image);
        for (Prediction each : answer) {
            out.println(
                    String.format(
                            Locale.ROOT,
                            "answer  %.6f  %d %s",
                            each.probability(),
                            each.index(),
                            each.label()));
        }
        if (recorded != null) {
            record(recorded, image, answer);
            return 0;
        }
        return golden.map(it -> compare(it, answer)).orElse(0);
    }

    private int compare(Golden golden, List<Prediction> answer) {
        Optional<String> deviation =
                golden.deviation(
                        answer.stream().map(Prediction::index).toList(),
                        answer.stream().map(Prediction::probability).toList(),
                        Golden.FLOAT32_TOLERANCE);
        if (deviation.isPresent()) {
            command.commandLine()
                    .getErr()
                    .println("model %s is wrong: %s".formatted(name, deviation.get()));
            return 1;
        }
        command.commandLine().getOut().println("golden  as recorded");
        return 0;
    }

    private void record(Path source, byte[] image, List<Prediction> answer) throws IOException {
        String ending = String.valueOf(source.getFileName()).replaceFirst(".*(?=\\.\\w{1,5}$)", "");
        Golden golden =
                new Golden(
                        "golden" + (ending.startsWith(".") ? ending.toLowerCase(Locale.ROOT) : ""),
                        answer.stream().map(Prediction::index).toList(),
                        answer.stream().map(Prediction::probability).toList());
        Path folder = models.folder(name);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "model %s is in the jar, must have a folder to record in".formatted(name));
        }
        FolderWriter.record(golden, image, folder);
        command.commandLine().getOut().println("written " + folder.resolve(golden.image()));
    }

    private static byte[] bytes(ModelFiles files, String name) throws IOException {
        try (InputStream stream = files.open(name)) {
            return stream.readNBytes(MAX_IMAGE);
        }
    }

    private List<Prediction> classify(byte[] image) throws InterruptedException {
        ModelsProperties served =
                new ModelsProperties(
                        models.directory(), List.of(name), Map.of(name, PrecisionSetting.FLOAT32));
        ClassifierSettings settings =
                new ClassifierSettings(
                        served,
                        InferenceProperties.defaults(),
                        BatchingProperties.defaults(),
                        ImageProperties.defaults(),
                        ClassificationProperties.defaults());
        try (Classifier classifier = Classifier.open(settings)) {
            Classification answer =
                    classifier.classify(image, name, TOP, System.nanoTime() + MINUTE);
            if (answer instanceof Classified classified) {
                return classified.predictions();
            }
            throw new IllegalArgumentException("the image is not answered: " + answer);
        }
    }
}
