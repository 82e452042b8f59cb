package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BatchingPropertiesTest {

    @Test
    void hasDefaultsThatNeverHoldARequestBack() {
        BatchingProperties properties = bind(Map.of());

        assertThat(properties).isEqualTo(new BatchingProperties(8, Duration.ZERO, 128));
    }

    @Test
    void bindsEverySetting() {
        BatchingProperties properties =
                bind(
                        Map.of(
                                "sightline.batching.max-batch-size", "16",
                                "sightline.batching.max-delay", "5ms",
                                "sightline.batching.queue-capacity", "64"));

        assertThat(properties).isEqualTo(new BatchingProperties(16, Duration.ofMillis(5), 64));
    }

    @Test
    void acceptsItsBounds() {
        assertThat(new BatchingProperties(1, Duration.ZERO, 1).queueCapacity()).isEqualTo(1);
        assertThat(new BatchingProperties(256, Duration.ofSeconds(1), 4096).maxBatchSize())
                .isEqualTo(256);
    }

    @Test
    void refusesABatchOfNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchingProperties(0, Duration.ZERO, 128))
                .withMessage("max-batch-size is 0, must be from 1 to 256");
    }

    @Test
    void refusesABatchOfThousands() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchingProperties(257, Duration.ZERO, 4096))
                .withMessage("max-batch-size is 257, must be from 1 to 256");
    }

    @Test
    void refusesANegativeDelay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchingProperties(8, Duration.ofMillis(-1), 128))
                .withMessage("max-delay is PT-0.001S, must be from PT0S to PT1S");
    }

    @Test
    void refusesADelayNoCallerWouldWaitFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchingProperties(8, Duration.ofSeconds(2), 128))
                .withMessage("max-delay is PT2S, must be from PT0S to PT1S");
    }

    @Test
    void refusesAQueueSmallerThanABatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchingProperties(8, Duration.ZERO, 7))
                .withMessage("queue-capacity is 7, must hold a full batch of 8");
    }

    @Test
    void refusesAQueueThatWouldFillTheMemory() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchingProperties(8, Duration.ZERO, 4097))
                .withMessage("queue-capacity is 4097, must be at most 4096");
    }

    private static BatchingProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("sightline.batching", BatchingProperties.class);
    }
}
