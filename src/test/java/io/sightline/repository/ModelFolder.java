package io.sightline.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes model folders for tests, whole or with one thing wrong.
public final class ModelFolder {

    private static final String CARD =
            """
            {
              "format": 1,
              "strides": "v1.5",
              "preprocessing": {
                "resize": 32, "crop": 32, "interpolation": "bilinear",
                "mean": [0.5, 0.5, 0.5], "deviation": [0.25, 0.25, 0.25]
              },
              "weights": {"file": "weights.safetensors", "sha256": "DIGEST"},
              "labels": "labels.txt",
              "sources": []
            }
            """;

    private final Path folder;

    private ModelFolder(Path folder) {
        this.folder = folder;
    }

    /// A folder that can be served: a checkpoint of `classes` classes for images of 32 x 32.
    public static ModelFolder write(Path folder, Checkpoint checkpoint, int classes)
            throws IOException {
        Files.createDirectories(folder);
        ByteArrayOutputStream weights = new ByteArrayOutputStream();
        Safetensors.write(checkpoint, weights);
        Files.write(folder.resolve("weights.safetensors"), weights.toByteArray());
        String labels =
                IntStream.range(0, classes)
                        .mapToObj("class %d\n"::formatted)
                        .collect(Collectors.joining());
        Files.writeString(folder.resolve("labels.txt"), labels);
        Files.writeString(
                folder.resolve("model.json"),
                CARD.replace("DIGEST", digest(weights.toByteArray())));
        return new ModelFolder(folder);
    }

    /// Replaces the first `old` in a file of the folder.
    public ModelFolder replace(String file, String old, String replacement) throws IOException {
        Path path = folder.resolve(file);
        String content = Files.readString(path);
        if (!content.contains(old)) {
            throw new AssertionError("%s does not hold %s".formatted(file, old));
        }
        Files.write(path, content.replace(old, replacement).getBytes(UTF_8));
        return this;
    }

    /// Adds a calibration to the card.
    public ModelFolder calibrate(String calibration) throws IOException {
        return replace(
                "model.json",
                "\"sources\": []",
                "\"sources\": [], \"calibration\": " + calibration);
    }

    /// Puts zeros in the place of the weights' digest.
    public ModelFolder forgetDigest() throws IOException {
        Path card = folder.resolve("model.json");
        Files.writeString(
                card, Files.readString(card).replaceFirst("[0-9a-f]{64}", "0".repeat(64)));
        return this;
    }

    /// Deletes a file of the folder.
    public ModelFolder delete(String file) throws IOException {
        Files.delete(folder.resolve(file));
        return this;
    }

    public ModelFiles files() {
        return new FolderFiles(folder);
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
