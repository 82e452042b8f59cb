package io.sightline.repository;

import io.sightline.json.JsonValue;
import io.sightline.repository.Calibration.Agreement;
import io.sightline.resnet.ResNetOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// Reads a `model.json` field by field; fields that may be left out get their defaults.
final class CardReader {

    /// The maximum length in bytes: more than ten times the card of a calibrated ResNet-152.
    static final int MAX_BYTES = 1 << 20;

    private static final String DIGEST = "the file's SHA-256, as sha256sum prints it";

    private CardReader() {}

    /// @throws IllegalArgumentException if it is not a valid card; the message names the place in
    ///   it, the value there and the rule
    static ModelCard read(InputStream json) throws IOException {
        byte[] content = json.readNBytes(MAX_BYTES + 1);
        return card(JsonValue.read("the card", content, MAX_BYTES));
    }

    private static ModelCard card(JsonValue card) {
        card.having(
                names(
                        "format",
                        "strides",
                        "network",
                        "preprocessing",
                        "weights",
                        "labels",
                        "sources",
                        "licence",
                        "golden",
                        "calibration"));
        int format = card.field("format").or(JsonValue::whole, ModelCard.FORMAT);
        ResNetOptions network = network(card);
        ModelCard.Input input = input(card.field("preprocessing"));
        FileReference weights = weights(card.field("weights"));
        String labels = card.field("labels").or(JsonValue::text, "labels.txt");
        List<FileReference.Source> sources =
                card.field("sources").or(CardReader::sources, List.of());
        String licence = card.field("licence").or(JsonValue::text, "");
        List<Golden> golden = card.field("golden").or(CardReader::golden, List.of());
        Calibration calibration =
                card.field("calibration").or(CardReader::calibration, Calibration.NONE);
        return new ModelCard(
                format, network, input, weights, labels, sources, licence, golden, calibration);
    }

    /// What the tensors do not tell: `strides`, which is older than the rest, and `network`.
    private static ResNetOptions network(JsonValue card) {
        ResNetOptions usual = ResNetOptions.DEFAULT;
        JsonValue network = card.field("network");
        if (!network.missing()) {
            network.having(names("downsampling", "stemPooling", "firstStride"));
        }
        return new ResNetOptions(
                card.field("strides").or(CardWords::strides, usual.strideOrder()),
                network.field("downsampling").or(CardWords::downsampling, usual.downsampling()),
                network.field("stemPooling").or(CardWords::stemPooling, usual.stemPooling()),
                network.field("firstStride").or(JsonValue::whole, usual.firstStride()));
    }

    private static ModelCard.Input input(JsonValue input) {
        if (input.missing()) {
            return ModelCard.Input.IMAGENET;
        }
        input.having(names("resize", "crop", "fit", "interpolation", "mean", "deviation"));
        ModelCard.Input usual = ModelCard.Input.IMAGENET;
        ModelCard.Input read =
                new ModelCard.Input(
                        input.field("resize").or(JsonValue::whole, usual.resize()),
                        input.field("crop").or(JsonValue::whole, usual.crop()),
                        input.field("fit").or(JsonValue::text, usual.fit()),
                        input.field("interpolation").or(JsonValue::text, usual.interpolation()),
                        input.field("mean").or(CardReader::channels, usual.mean()),
                        input.field("deviation").or(CardReader::channels, usual.deviation()));
        input.checked(read::toPreprocessing);
        return read;
    }

    private static List<Float> channels(JsonValue value) {
        return value.numbers(3, "three numbers: red, green, blue");
    }

    private static FileReference weights(JsonValue weights) {
        weights.having(names("file", "sha256"));
        String file = weights.field("file").or(JsonValue::text, "weights.safetensors");
        String sha256 = weights.field("sha256").text(DIGEST);
        return weights.checked(() -> new FileReference(file, sha256));
    }

    private static List<FileReference.Source> sources(JsonValue sources) {
        return sources.elements().stream().map(CardReader::source).toList();
    }

    private static FileReference.Source source(JsonValue source) {
        source.having(names("name", "sha256"));
        String name = source.field("name").text();
        String sha256 = source.field("sha256").text(DIGEST);
        return source.checked(() -> new FileReference.Source(name, sha256));
    }

    private static List<Golden> golden(JsonValue golden) {
        golden.having(names("image", "classes", "probabilities"));
        String image = golden.field("image").text();
        List<Integer> classes =
                golden.field("classes").elements().stream().map(JsonValue::whole).toList();
        List<Float> probabilities =
                golden.field("probabilities").elements().stream()
                        .map(value -> (float) value.number())
                        .toList();
        return List.of(golden.checked(() -> new Golden(image, classes, probabilities)));
    }

    private static Calibration calibration(JsonValue calibration) {
        calibration.having(names("images", "agreement", "ranges"));
        SequencedMap<String, List<Float>> ranges = new LinkedHashMap<>();
        JsonValue given = calibration.field("ranges");
        for (String name : given.names()) {
            ranges.put(name, given.field(name).numbers(2, "two numbers"));
        }
        Agreement agreement = agreement(calibration.field("agreement"));
        int images = calibration.field("images").whole();
        return calibration.checked(() -> new Calibration(images, agreement, ranges));
    }

    private static Agreement agreement(JsonValue agreement) {
        agreement.having(names("images", "same"));
        int images = agreement.field("images").whole();
        int same = agreement.field("same").whole();
        return agreement.checked(() -> new Agreement(images, same));
    }

    private static Set<String> names(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
