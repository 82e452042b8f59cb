package io.sightline.serving;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.batching.BatchFunction;
import io.sightline.batching.BatchFunctionFactory;
import io.sightline.batching.Batcher;
import io.sightline.batching.BatchingMetrics;
import io.sightline.batching.BatchingProperties;
import io.sightline.batching.LanePlan;
import io.sightline.engine.NetworkOutput;
import io.sightline.engine.Output;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels;
import io.sightline.serving.ModelDescription.PreprocessingDescription;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Models in service without an engine.
public final class TestModel {

    private TestModel() {}

    /// A model that answers every request with one logit, the number of its version.
    ///
    /// @param released counts how often weights were freed
    public static ServedModel answering(String name, int version, AtomicInteger released) {
        return of(name, 0, String.valueOf(version), lane(version), released::incrementAndGet);
    }

    /// A numbered version that answers every request with one logit, its number.
    public static ServedModel numbered(String name, int number, AtomicInteger released) {
        return of(name, number, "v" + number, lane(number), released::incrementAndGet);
    }

    private static BatchFunctionFactory<NetworkRequest, NetworkOutput> lane(float logit) {
        NetworkOutput output = new NetworkOutput(Map.of(Output.LOGITS, new float[] {logit}));
        BatchFunction<NetworkRequest, NetworkOutput> function =
                new BatchFunction<>() {
                    @Override
                    public List<NetworkOutput> apply(List<NetworkRequest> requests) {
                        return Collections.nCopies(requests.size(), output);
                    }

                    @Override
                    public void close() {
                        // Nothing is held.
                    }
                };
        return () -> function;
    }

    /// A model with one lane of `factory`.
    public static ServedModel of(
            String name,
            String version,
            BatchFunctionFactory<NetworkRequest, NetworkOutput> factory) {
        return of(name, 0, version, factory, () -> {});
    }

    private static ServedModel of(
            String name,
            int number,
            String version,
            BatchFunctionFactory<NetworkRequest, NetworkOutput> factory,
            Runnable release) {
        return new ServedModel(
                new ModelDescription(
                        name,
                        number,
                        version,
                        "ResNet-4",
                        "float32",
                        "",
                        "cpu",
                        0,
                        0,
                        1,
                        List.of(),
                        PreprocessingDescription.of(Preprocessing.IMAGENET),
                        new Parallelism(1, 1, 0),
                        8),
                Preprocessing.IMAGENET,
                new Labels(List.of()),
                List.of(),
                "",
                new Batcher<>(
                        name,
                        new BatchingProperties(8, Duration.ZERO, 64),
                        LanePlan.of(List.of(factory)),
                        new BatchingMetrics(new SimpleMeterRegistry(), name)),
                release);
    }
}
