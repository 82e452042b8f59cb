package io.sightline.conversion;

import io.sightline.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads the documents that lie beside a checkpoint.
final class Documents {

    /// Far more than the names of ImageNet's 21,841 classes take.
    private static final int MAX_BYTES = 8 << 20;

    private Documents() {}

    /// What those of `files` say that are such documents.
    ///
    /// @throws IllegalArgumentException if one contradicts itself, or describes another network
    ///   than a ResNet; the message names it
    static Configuration read(List<Path> files) throws IOException {
        Configuration configuration =
                read("config.json", files, Documents::configuration).orElse(Configuration.NONE);
        return read("preprocessor_config.json", files, ImageProcessor::read)
                .map(configuration::withPreprocessing)
                .orElse(configuration);
    }

    private static <T> Optional<T> read(
            String name, List<Path> files, Function<JsonValue, T> reader) throws IOException {
        for (Path file : files) {
            if (String.valueOf(file.getFileName()).equals(name)) {
                return Optional.of(read(name, file, reader));
            }
        }
        return Optional.empty();
    }

    private static <T> T read(String name, Path file, Function<JsonValue, T> reader)
            throws IOException {
        byte[] content;
        try (InputStream stream = Files.newInputStream(file)) {
            content = stream.readNBytes(MAX_BYTES + 1);
        }
        try {
            return reader.apply(JsonValue.read("the document", content, MAX_BYTES));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static Configuration configuration(JsonValue config) {
        JsonValue type = config.field("model_type");
        return switch (type.or(JsonValue::text, "timm_wrapper")) {
            case "timm_wrapper" -> TimmConfiguration.read(config);
            case "resnet" -> TransformersConfiguration.read(config);
            default -> throw type.refused("resnet or timm_wrapper");
        };
    }
}
