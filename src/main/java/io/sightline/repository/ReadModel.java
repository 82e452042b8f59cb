package io.sightline.repository;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Safetensors;
import io.sightline.image.resize.Preprocessing;
import io.sightline.resnet.ResNet;
import io.sightline.torchscript.ActivationRange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/// A model folder that was read and checked, but is not yet loaded into the engine.
///
/// @param name the name of its folder
/// @param version by content: the first twelve hexadecimal digits of the SHA-256 over the card, the
///   weights' SHA-256 and the label file
/// @param ranges of its activations; empty if it was never calibrated
public record ReadModel(
        String name,
        String version,
        ModelCard card,
        Preprocessing preprocessing,
        Checkpoint checkpoint,
        ResNet network,
        Labels labels,
        Map<String, ActivationRange> ranges) {

    /// The maximum length in bytes: more than four times a ResNet-152 in float32. A longer file is
    /// cut and fails its digest.
    private static final int MAX_FILE_BYTES = 1 << 30;

    private static final int VERSION_DIGITS = 12;

    public ReadModel {
        ranges = Map.copyOf(ranges);
    }

    /// Reads the model in `files`.
    ///
    /// @throws ModelFailedException if a file is missing or invalid; the message names it and the
    ///   reason
    public static ReadModel of(ModelFiles files) {
        try {
            byte[] json = bytes(files, ModelCard.FILE, CardReader.MAX_BYTES);
            ModelCard card = ModelCard.read(new ByteArrayInputStream(json));
            Checkpoint checkpoint = Safetensors.read(verified(files, card.weights()));
            ResNet network = ResNet.of(checkpoint, card.network());
            byte[] names = bytes(files, card.labels(), Labels.MAX_BYTES);
            Labels labels = labels(names, card, network.head().classes());
            Preprocessing preprocessing = card.preprocessing().toPreprocessing();
            requireTaken(preprocessing.crop(), network);
            Calibration calibration = card.calibration();
            Map<String, ActivationRange> ranges =
                    calibration.exists() ? calibration.rangesOf(network.activations()) : Map.of();
            return new ReadModel(
                    files.name(),
                    version(json, card, names),
                    card,
                    preprocessing,
                    checkpoint,
                    network,
                    labels,
                    ranges);
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | InvalidCheckpointException e) {
            throw new ModelFailedException(
                    "model %s cannot be loaded: %s".formatted(files.name(), e.getMessage()), e);
        }
    }

    private static void requireTaken(int crop, ResNet network) {
        network.declines(crop)
                .ifPresent(
                        rule -> {
                            throw new IllegalArgumentException(
                                    "crop is %d, %s".formatted(crop, rule));
                        });
    }

    /// The file's bytes, one more than `max` of them at most: then its reader refuses them.
    private static byte[] bytes(ModelFiles files, String file, int max) throws IOException {
        try (InputStream stream = files.open(file)) {
            return stream.readNBytes(max + 1);
        }
    }

    private static String version(byte[] card, ModelCard read, byte[] labels) {
        MessageDigest digest = Sha256.digest();
        digest.update(card);
        digest.update(read.weights().sha256().getBytes(StandardCharsets.US_ASCII));
        digest.update(labels);
        return Sha256.text(digest).substring(0, VERSION_DIGITS);
    }

    private static byte[] verified(ModelFiles files, FileReference reference) throws IOException {
        byte[] content;
        try (InputStream stream = files.open(reference.file())) {
            content = stream.readNBytes(MAX_FILE_BYTES);
        }
        MessageDigest hash = Sha256.digest();
        hash.update(content);
        String digest = Sha256.text(hash);
        if (!digest.equals(reference.sha256())) {
            throw new IOException(
                    "SHA-256 of %s is %s, must be %s%s"
                            .formatted(
                                    reference.file(),
                                    digest,
                                    reference.sha256(),
                                    Safetensors.describeForeign(content)
                                            .map(foreign -> "; the file is " + foreign)
                                            .orElse("")));
        }
        return content;
    }

    private static Labels labels(byte[] names, ModelCard card, int classes) throws IOException {
        Labels labels = Labels.read(card.labels(), new ByteArrayInputStream(names));
        if (labels.labels().size() != classes) {
            throw new IOException(
                    "%s has %d lines, must have %d, one for each class"
                            .formatted(card.labels(), labels.labels().size(), classes));
        }
        return labels;
    }
}
