package io.sightline.serving.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.serving.ModelMetrics;
import io.sightline.serving.ModelRegistry;
import io.sightline.serving.TestModel;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class LanesReadinessTest {

    @Test
    void isDownOnceALaneIsLost() throws InterruptedException {
        ModelRegistry models = new ModelRegistry(new ModelMetrics(new SimpleMeterRegistry()));
        models.add(
                TestModel.of(
                        "broken",
                        "1",
                        () -> {
                            throw new IllegalStateException("no session");
                        }));
        try (models) {
            awaitOpening(models);

            assertThat(new LanesReadiness(models).health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(models.lost()).containsExactly("broken");
        }
    }

    private static void awaitOpening(ModelRegistry models) throws InterruptedException {
        try {
            models.all().getFirst().batcher().ready().get();
        } catch (ExecutionException _) {
            return;
        }
        throw new AssertionError("the lane opened");
    }
}
