package io.sightline.repository;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Safetensors;
import io.sightline.image.resize.Preprocessing;
import io.sightline.resnet.ResNet;
import io.sightline.torchscript.ActivationRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// A model folder, read and checked; nothing of it is in the engine yet.
///
/// @param ranges of its activations; none if it was never calibrated
public record ReadModel(
        String name,
        ModelCard card,
        Preprocessing preprocessing,
        Checkpoint checkpoint,
        ResNet network,
        Labels labels,
        Map<String, ActivationRange> ranges) {

    /// More than four times a ResNet-152 in float32; a longer file is cut, and fails its digest.
    private static final int LARGEST_FILE = 1 << 30;

    public ReadModel {
        ranges = Map.copyOf(ranges);
    }

    /// Reads the model in `files`.
    ///
    /// @throws ModelFailedException if a file is missing or wrong, naming it and the reason
    public static ReadModel of(ModelFiles files) {
        try {
            ModelCard card = card(files);
            Checkpoint checkpoint = Safetensors.read(verified(files, card.weights()));
            ResNet network = ResNet.of(checkpoint, card.strideOrder());
            Labels labels = labels(files, card, network.head().classes());
            Preprocessing preprocessing = card.preprocessing().toPreprocessing();
            Calibration calibration = card.calibration();
            Map<String, ActivationRange> ranges =
                    calibration.exists() ? calibration.rangesOf(network.activations()) : Map.of();
            return new ReadModel(
                    files.name(), card, preprocessing, checkpoint, network, labels, ranges);
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | InvalidCheckpointException e) {
            throw new ModelFailedException(
                    "model %s cannot be loaded: %s".formatted(files.name(), e.getMessage()), e);
        }
    }

    private static ModelCard card(ModelFiles files) throws IOException {
        try (InputStream json = files.open(ModelCard.FILE)) {
            return ModelCard.read(json);
        }
    }

    private static byte[] verified(ModelFiles files, FileReference reference) throws IOException {
        byte[] content;
        try (InputStream stream = files.open(reference.file())) {
            content = stream.readNBytes(LARGEST_FILE);
        }
        String digest = HexFormat.of().formatHex(sha256().digest(content));
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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static Labels labels(ModelFiles files, ModelCard card, int classes) throws IOException {
        try (InputStream file = files.open(card.labels())) {
            Labels labels = Labels.read(card.labels(), file);
            if (labels.labels().size() != classes) {
                throw new IOException(
                        "%s has %d lines, must have %d, one for each class"
                                .formatted(card.labels(), labels.labels().size(), classes));
            }
            return labels;
        }
    }
}
