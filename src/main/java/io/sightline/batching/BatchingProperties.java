package io.sightline.batching;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How requests are grouped into batches (`sightline.batching.*`).
///
/// @param maxBatchSize most images in one forward pass; 1 to 256
/// @param maxDelay longest an image waits for others while a lane is free, counted from its
///   admission; 0 to 1 s. With 0 no image waits. It must be well below the shortest deadline in
///   use, because a request may expire during the wait
/// @param queueCapacity most images waiting for a lane; `max-batch-size` to 4,096. By Little's law
///   the last of a full queue waits for the capacity divided by the service's images a second. A
///   capacity that gives a longer wait than the deadline only adds requests that will expire
@ConfigurationProperties("sightline.batching")
public record BatchingProperties(
        @DefaultValue("8") int maxBatchSize,
        @DefaultValue("0ms") Duration maxDelay,
        @DefaultValue("128") int queueCapacity) {

    private static final int MAX_BATCH_SIZE = 256;
    private static final Duration MAX_DELAY = Duration.ofSeconds(1);
    private static final int MAX_QUEUE_CAPACITY = 4_096;

    public BatchingProperties {
        if (maxBatchSize < 1 || maxBatchSize > MAX_BATCH_SIZE) {
            throw new IllegalArgumentException(
                    "max-batch-size is %d, must be from 1 to %d"
                            .formatted(maxBatchSize, MAX_BATCH_SIZE));
        }
        if (maxDelay.isNegative() || maxDelay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException(
                    "max-delay is %s, must be from PT0S to %s".formatted(maxDelay, MAX_DELAY));
        }
        if (queueCapacity < maxBatchSize) {
            throw new IllegalArgumentException(
                    "queue-capacity is %d, must hold a full batch of %d"
                            .formatted(queueCapacity, maxBatchSize));
        }
        if (queueCapacity > MAX_QUEUE_CAPACITY) {
            throw new IllegalArgumentException(
                    "queue-capacity is %d, must be at most %d"
                            .formatted(queueCapacity, MAX_QUEUE_CAPACITY));
        }
    }

    /// The defaults of every setting.
    public static BatchingProperties defaults() {
        return new BatchingProperties(8, Duration.ZERO, 128);
    }
}
