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

/// A version of a model that was read and checked, but is not yet loaded into the engine.
///
/// Its checkpoint is a part of a mapped file, and is gone once the model is closed.
///
/// @param name the model's
/// @param number of the version; 0 if it has none
/// @param version by content: the first twelve hexadecimal digits of the SHA-256 over the card, the
///   weights' SHA-256 and the label file
/// @param ranges of its activations; empty if it was never calibrated
/// @param weights the file that the checkpoint is in
public record ReadModel(
        String name,
        int number,
        String version,
        ModelCard card,
        Preprocessing preprocessing,
        Checkpoint checkpoint,
        ResNet network,
        Labels labels,
        Map<String, ActivationRange> ranges,
        WeightsFile weights)
        implements AutoCloseable {

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
            WeightsFile weights = WeightsFile.open(files, card.weights());
            try {
                return of(files, json, card, weights);
            } catch (IOException | RuntimeException | Error e) {
                weights.close();
                throw e;
            }
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | InvalidCheckpointException e) {
            throw failure(files, e);
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

    private static ReadModel of(ModelFiles files, byte[] json, ModelCard card, WeightsFile weights)
            throws IOException {
        Checkpoint checkpoint = Safetensors.read(weights.content());
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
                files.number(),
                version(json, card, names),
                card,
                preprocessing,
                checkpoint,
                network,
                labels,
                ranges,
                weights);
    }

    private static ModelFailedException failure(ModelFiles files, Exception reason) {
        String version = files.number() == 0 ? "" : ":" + files.number();
        return new ModelFailedException(
                "model %s%s cannot be loaded: %s"
                        .formatted(files.name(), version, reason.getMessage()),
                reason);
    }

    /// Requires that the file of the weights is still the one that was checked. To be called after
    /// the last weight was used, for the file is mapped.
    ///
    /// @throws IOException if it was written since
    public void requireUnchanged() throws IOException {
        weights.requireUnchanged();
    }

    /// Lets go of the checkpoint, which may not be used any more. May be called again.
    @Override
    public void close() {
        weights.close();
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
