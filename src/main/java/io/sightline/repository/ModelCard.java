package io.sightline.repository;

import io.sightline.image.resize.Channels;
import io.sightline.image.resize.Fit;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import io.sightline.resnet.ResNetOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators.Spacing;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The content of a model folder's `model.json`. Every field but the digest of the weights has a
/// default, which [CardReader] knows.
///
/// @param format the version of this description, 1
/// @param network what the tensors do not tell of the network
/// @param preprocessing what is done to an image before the network sees it
/// @param weights the checkpoint
/// @param labels the name of the label file
/// @param sources the files that the checkpoint was made from
/// @param licence of the weights, as their source calls it; empty if it does not say
/// @param golden an image with the answer that is right; none or one
/// @param calibration the result of a calibration; without the field, the network was never
///   calibrated
public record ModelCard(
        int format,
        ResNetOptions network,
        Input preprocessing,
        FileReference weights,
        String labels,
        List<FileReference.Source> sources,
        String licence,
        List<Golden> golden,
        Calibration calibration) {

    /// The name of the file.
    static final String FILE = "model.json";

    /// The version of the description that is read.
    static final int FORMAT = 1;

    private static final String CALIBRATION = "calibration";
    private static final String GOLDEN = "golden";

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final PrettyPrinter PRINTER =
            new DefaultPrettyPrinter(
                    PrettyPrinter.DEFAULT_SEPARATORS
                            .withObjectNameValueSpacing(Spacing.AFTER)
                            .withArrayElementSpacing(Spacing.NONE));

    /// The parameters of [Preprocessing], as `model.json` writes them.
    record Input(
            int resize,
            int crop,
            String fit,
            String interpolation,
            List<Float> mean,
            List<Float> deviation) {

        /// The preprocessing that torchvision's ImageNet networks were trained with.
        static final Input IMAGENET =
                new Input(
                        256,
                        224,
                        "crop",
                        "bilinear",
                        List.of(0.485f, 0.456f, 0.406f),
                        List.of(0.229f, 0.224f, 0.225f));

        static Input of(Preprocessing preprocessing) {
            return new Input(
                    preprocessing.resize(),
                    preprocessing.crop(),
                    preprocessing.fit().name().toLowerCase(Locale.ROOT),
                    preprocessing.interpolation().name().toLowerCase(Locale.ROOT),
                    numbers(preprocessing.mean()),
                    numbers(preprocessing.deviation()));
        }

        private static List<Float> numbers(Channels channels) {
            return List.of(channels.red(), channels.green(), channels.blue());
        }

        Preprocessing toPreprocessing() {
            return new Preprocessing(
                    resize, crop, square(), filter(), channels(mean), channels(deviation));
        }

        private Fit square() {
            return switch (fit) {
                case "crop" -> Fit.CROP;
                case "squash" -> Fit.SQUASH;
                default ->
                        throw new IllegalArgumentException(
                                "fit is %s, must be crop or squash".formatted(fit));
            };
        }

        private Interpolation filter() {
            return switch (interpolation) {
                case "bilinear" -> Interpolation.BILINEAR;
                case "bicubic" -> Interpolation.BICUBIC;
                default ->
                        throw new IllegalArgumentException(
                                "interpolation is %s, must be bilinear or bicubic"
                                        .formatted(interpolation));
            };
        }

        private static Channels channels(List<Float> values) {
            return new Channels(values.get(0), values.get(1), values.get(2));
        }
    }

    public ModelCard {
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "format is %d, must be %d".formatted(format, FORMAT));
        }
        FileReference.requirePlainName(labels);
        sources = List.copyOf(sources);
        golden = List.copyOf(golden);
    }

    /// Reads a `model.json`.
    ///
    /// @throws IllegalArgumentException if it is not a valid card; the message has the file's name
    ///   and the reason
    static ModelCard read(InputStream json) throws IOException {
        try {
            return CardReader.read(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FILE + ": " + e.getMessage(), e);
        }
    }

    /// The text of a `model.json`.
    byte[] toJson() {
        return JSON.writer().with(PRINTER).writeValueAsBytes(CardWriter.tree(this));
    }

    /// The `model.json` in `json` with another golden image and everything else unchanged.
    static byte[] withGolden(InputStream json, Golden golden) {
        ObjectNode card = (ObjectNode) JSON.readTree(json);
        card.set(GOLDEN, JSON.valueToTree(golden));
        return JSON.writer().with(PRINTER).writeValueAsBytes(card);
    }

    /// The `model.json` in `json` with another calibration and everything else unchanged.
    static byte[] recalibrated(InputStream json, Calibration calibration) {
        ObjectNode card = (ObjectNode) JSON.readTree(json);
        card.set(CALIBRATION, JSON.valueToTree(calibration));
        return JSON.writer().with(PRINTER).writeValueAsBytes(card);
    }
}
