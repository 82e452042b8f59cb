package io.sightline.repository;

import io.sightline.repository.Calibration.Agreement;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a `model.json` field by field; fields that may be left out get their defaults.
final class CardReader {

    /// The maximum length in bytes: more than ten times the card of a calibrated ResNet-152.
    static final int MAX_BYTES = 1 << 20;

    private static final String DIGEST = "the file's SHA-256, as sha256sum prints it";

    private static final JsonMapper LENIENT =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private static final JsonMapper STRICT =
            LENIENT.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private CardReader() {}

    /// @throws IllegalArgumentException if it is not a valid card; the message names the place in
    ///   it, the value there and the rule
    static ModelCard read(InputStream json) throws IOException {
        byte[] content = json.readNBytes(MAX_BYTES + 1);
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the card has more than %s bytes, must have fewer".formatted(MAX_BYTES));
        }
        ModelCard card = card(new CardValue("", parse(content)));
        card.strideOrder(); // refuses what is none
        return card;
    }

    private static JsonNode parse(byte[] content) {
        try {
            return STRICT.readTree(content);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    isJson(content)
                            ? "a name is given twice%s, must be given once".formatted(place(e))
                            : "the card is no JSON%s, must be".formatted(place(e)),
                    e);
        }
    }

    private static boolean isJson(byte[] content) {
        try {
            return !LENIENT.readTree(content).isMissingNode();
        } catch (JacksonException _) {
            return false;
        }
    }

    private static String place(JacksonException failure) {
        TokenStreamLocation location = failure.getLocation();
        return location == null || location.getLineNr() < 1
                ? ""
                : " in line %s, column %s".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static ModelCard card(CardValue card) {
        card.having(
                names(
                        "format",
                        "strides",
                        "preprocessing",
                        "weights",
                        "labels",
                        "sources",
                        "calibration"));
        int format = or(card.field("format"), CardValue::whole, ModelCard.FORMAT);
        String strides = or(card.field("strides"), CardValue::text, "v1.5");
        ModelCard.Input input = input(card.field("preprocessing"));
        FileReference weights = weights(card.field("weights"));
        String labels = or(card.field("labels"), CardValue::text, "labels.txt");
        List<FileReference.Source> sources =
                or(card.field("sources"), CardReader::sources, List.of());
        Calibration calibration =
                or(card.field("calibration"), CardReader::calibration, Calibration.NONE);
        return new ModelCard(format, strides, input, weights, labels, sources, calibration);
    }

    private static ModelCard.Input input(CardValue input) {
        if (input.missing()) {
            return ModelCard.Input.IMAGENET;
        }
        input.having(names("resize", "crop", "interpolation", "mean", "deviation"));
        ModelCard.Input usual = ModelCard.Input.IMAGENET;
        ModelCard.Input read =
                new ModelCard.Input(
                        or(input.field("resize"), CardValue::whole, usual.resize()),
                        or(input.field("crop"), CardValue::whole, usual.crop()),
                        or(input.field("interpolation"), CardValue::text, usual.interpolation()),
                        or(input.field("mean"), CardReader::channels, usual.mean()),
                        or(input.field("deviation"), CardReader::channels, usual.deviation()));
        input.checked(read::toPreprocessing);
        return read;
    }

    private static List<Float> channels(CardValue value) {
        return value.numbers(3, "three numbers: red, green, blue");
    }

    private static FileReference weights(CardValue weights) {
        weights.having(names("file", "sha256"));
        String file = or(weights.field("file"), CardValue::text, "weights.safetensors");
        String sha256 = weights.field("sha256").text(DIGEST);
        return weights.checked(() -> new FileReference(file, sha256));
    }

    private static List<FileReference.Source> sources(CardValue sources) {
        return sources.elements().stream().map(CardReader::source).toList();
    }

    private static FileReference.Source source(CardValue source) {
        source.having(names("name", "sha256"));
        String name = source.field("name").text();
        String sha256 = source.field("sha256").text(DIGEST);
        return source.checked(() -> new FileReference.Source(name, sha256));
    }

    private static Calibration calibration(CardValue calibration) {
        calibration.having(names("images", "agreement", "ranges"));
        SequencedMap<String, List<Float>> ranges = new LinkedHashMap<>();
        CardValue given = calibration.field("ranges");
        for (String name : given.names()) {
            ranges.put(name, given.field(name).numbers(2, "two numbers"));
        }
        Agreement agreement = agreement(calibration.field("agreement"));
        int images = calibration.field("images").whole();
        return calibration.checked(() -> new Calibration(images, agreement, ranges));
    }

    private static Agreement agreement(CardValue agreement) {
        agreement.having(names("images", "same"));
        int images = agreement.field("images").whole();
        int same = agreement.field("same").whole();
        return agreement.checked(() -> new Agreement(images, same));
    }

    private static <T> T or(CardValue value, Function<CardValue, T> reader, T otherwise) {
        return value.missing() ? otherwise : reader.apply(value);
    }

    private static Set<String> names(String... names) {
        return new TreeSet<>(List.of(names));
    }
}
