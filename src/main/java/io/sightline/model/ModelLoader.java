package io.sightline.model;

import io.sightline.batching.BatchFunctionFactory;
import io.sightline.batching.BatchObserver;
import io.sightline.batching.Batcher;
import io.sightline.batching.BatchingProperties;
import io.sightline.image.ImageTensor;
import io.sightline.image.Preprocessing;
import io.sightline.model.ServedModel.EngineSettings;
import io.sightline.resnet.Arithmetic;
import io.sightline.resnet.Checkpoint;
import io.sightline.resnet.InvalidCheckpointException;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.Safetensors;
import io.sightline.resnet.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;

/// Brings model folders into service: reads, checks, compiles, loads, and starts their lanes.
final class ModelLoader {

    private static final String CARD = "model.json";

    /// More than four times a ResNet-152 in float32; a longer file is cut, and fails its digest.
    private static final int LARGEST_FILE = 1 << 30;

    private final TorchEngine engine;
    private final BatchingProperties batching;

    ModelLoader(TorchEngine engine, BatchingProperties batching) {
        this.engine = engine;
        this.batching = batching;
    }

    /// Reads and checks the model in `files` and starts its lanes, which compile and load its
    /// network and open while this returns.
    ///
    /// @throws ModelFailedException if a file is missing or wrong, naming it and the reason
    ServedModel load(ModelFiles files, BatchObserver observer) {
        try {
            ModelCard card = card(files);
            Checkpoint checkpoint = Safetensors.read(verified(files, card.weights()));
            ResNet network = ResNet.of(checkpoint, card.strideOrder());
            Labels labels = labels(files, card, network.head().classes());
            Preprocessing preprocessing = card.preprocessing().toPreprocessing();
            SharedNetwork shared =
                    new SharedNetwork(() -> compile(files.name(), network, checkpoint));
            return new ServedModel(
                    files.name(),
                    NetworkSummary.of(network, preprocessing.crop()),
                    preprocessing,
                    labels,
                    settings(),
                    batcher(files.name(), shared, preprocessing, observer),
                    shared::release);
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException
                | InvalidCheckpointException e) {
            throw new ModelFailedException(
                    "model %s cannot be loaded: %s".formatted(files.name(), e.getMessage()), e);
        }
    }

    private LoadedNetwork compile(String name, ResNet network, Checkpoint checkpoint) {
        try (InputStream archive =
                new TorchScriptArchive(network, checkpoint, new Arithmetic.Float32())) {
            return engine.load(name, archive);
        } catch (IOException e) {
            throw new ModelFailedException("model %s was not read to its end".formatted(name), e);
        }
    }

    private static ModelCard card(ModelFiles files) throws IOException {
        try (InputStream json = files.open(CARD)) {
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
                    "SHA-256 of %s is %s, must be %s"
                            .formatted(reference.file(), digest, reference.sha256()));
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
            Labels labels = Labels.read(file);
            if (labels.labels().size() != classes) {
                throw new IOException(
                        "%s has %d lines, must have %d, one for each class"
                                .formatted(card.labels(), labels.labels().size(), classes));
            }
            return labels;
        }
    }

    private EngineSettings settings() {
        return new EngineSettings(
                engine.device(),
                "float32",
                "float32 is the reference precision",
                engine.parallelism().threads(),
                batching.maxBatchSize());
    }

    private Batcher<ImageTensor, Logits> batcher(
            String name,
            SharedNetwork network,
            Preprocessing preprocessing,
            BatchObserver observer) {
        BatchFunctionFactory<ImageTensor, Logits> lane =
                () ->
                        NetworkLane.open(
                                network.get(), preprocessing.crop(), batching.maxBatchSize());
        return new Batcher<>(
                name, batching, Collections.nCopies(engine.parallelism().lanes(), lane), observer);
    }
}
