package io.sightline.classification;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long a request may take (`sightline.classification.*`).
///
/// @param deadline longest time from the arrival of a request to its answer; above 0, at most ten
///   minutes. A client may ask for less with `X-Request-Timeout-Ms`
/// @param retryAfter how long a client is told to wait before another try when the queue is full or
///   its answer would be late; one second to one hour
@ConfigurationProperties("sightline.classification")
public record ClassificationProperties(
        @DefaultValue("10s") Duration deadline, @DefaultValue("1s") Duration retryAfter) {

    private static final Duration MAX_DEADLINE = Duration.ofMinutes(10);
    private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration MAX_RETRY_AFTER = Duration.ofHours(1);

    public ClassificationProperties {
        if (!deadline.isPositive() || deadline.compareTo(MAX_DEADLINE) > 0) {
            throw new IllegalArgumentException(
                    "deadline is %s, must be above 0 and at most %s"
                            .formatted(deadline, MAX_DEADLINE));
        }
        if (retryAfter.compareTo(MIN_RETRY_AFTER) < 0
                || retryAfter.compareTo(MAX_RETRY_AFTER) > 0) {
            throw new IllegalArgumentException(
                    "retry-after is %s, must be from %s to %s"
                            .formatted(retryAfter, MIN_RETRY_AFTER, MAX_RETRY_AFTER));
        }
    }

    /// The defaults of every setting.
    public static ClassificationProperties defaults() {
        return new ClassificationProperties(Duration.ofSeconds(10), Duration.ofSeconds(1));
    }
}
