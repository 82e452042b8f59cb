package io.sightline.model;

import io.sightline.batching.BatchFunctionFactory;
import io.sightline.batching.BatchObserver;
import io.sightline.batching.Batcher;
import io.sightline.batching.BatchingProperties;
import io.sightline.image.ImageTensor;
import io.sightline.image.Preprocessing;
import io.sightline.model.ServedModel.EngineSettings;
import java.util.Collections;

/// Brings model folders into service: reads, checks, compiles, loads, and starts their lanes.
final class ModelLoader {

    private final TorchEngine engine;
    private final BatchingProperties batching;

    ModelLoader(TorchEngine engine, BatchingProperties batching) {
        this.engine = engine;
        this.batching = batching;
    }

    /// Reads and checks the model in `files` and starts its lanes, which compile and load its
    /// network and open while this returns.
    ///
    /// @throws ModelFailedException if a file is missing or wrong, naming it and the reason; or if
    ///   the model cannot be run in the precision asked for
    ServedModel load(ModelFiles files, PrecisionSetting precision, BatchObserver observer) {
        ReadModel model = ReadModel.of(files);
        Preprocessing preprocessing = model.preprocessing();
        PrecisionChoice choice =
                PrecisionChoice.of(
                        precision,
                        engine.hardware(),
                        model.name(),
                        model.card().calibration(),
                        model.ranges());
        SharedNetwork shared = new SharedNetwork(() -> model.load(engine, choice.arithmetic()));
        return new ServedModel(
                model.name(),
                NetworkSummary.of(model.network(), preprocessing.crop()),
                preprocessing,
                model.labels(),
                settings(choice),
                batcher(model.name(), shared, preprocessing, observer),
                shared::release);
    }

    private EngineSettings settings(PrecisionChoice choice) {
        return new EngineSettings(
                engine.device(),
                choice.name(),
                choice.reason(),
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
