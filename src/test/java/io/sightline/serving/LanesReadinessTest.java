package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.batching.BatchFunctionFactory;
import io.sightline.batching.Batcher;
import io.sightline.batching.BatchingMetrics;
import io.sightline.batching.BatchingProperties;
import io.sightline.batching.LanePlan;
import io.sightline.engine.NetworkOutput;
import io.sightline.image.resize.Preprocessing;
import io.sightline.repository.Labels;
import io.sightline.serving.ServedModel.EngineSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class LanesReadinessTest {

    @Test
    void isDownOnceALaneIsLost() throws InterruptedException {
        Models models =
                new Models(
                        List.of(
                                model(
                                        () -> {
                                            throw new IllegalStateException("no session");
                                        })));
        try (models) {
            awaitOpening(models);

            assertThat(new LanesReadiness(models).health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(models.lost()).containsExactly("broken");
        }
    }

    private static void awaitOpening(Models models) throws InterruptedException {
        try {
            models.all().getFirst().batcher().ready().get();
        } catch (ExecutionException _) {
            return;
        }
        throw new AssertionError("the lane opened");
    }

    private static ServedModel model(BatchFunctionFactory<NetworkRequest, NetworkOutput> factory) {
        return new ServedModel(
                "broken",
                new NetworkSummary("ResNet-4", 0, 0, List.of()),
                Preprocessing.IMAGENET,
                new Labels(List.of()),
                new EngineSettings("cpu", "float32", "", new Parallelism(1, 1, 0), 1),
                new Batcher<>(
                        "broken",
                        new BatchingProperties(1, Duration.ZERO, 1),
                        LanePlan.of(List.of(factory)),
                        new BatchingMetrics(new SimpleMeterRegistry(), "broken")),
                () -> {});
    }
}
