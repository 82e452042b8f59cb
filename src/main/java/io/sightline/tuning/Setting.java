package io.sightline.tuning;

import java.util.Locale;
import java.util.Map;

/// One way to run a model.
///
/// @param precision of the network, as `sightline.inference.precision` has it
/// @param lanes batches that run at the same time
/// @param threads of one forward pass
/// @param soloThreads of a forward pass over an image that is alone; 0 if it has no lane of its own
/// @param maxBatchSize most images in one forward pass
/// @param maxDelayMillis how long a free lane waits for a batch to fill
public record Setting(
        String precision,
        int lanes,
        int threads,
        int soloThreads,
        int maxBatchSize,
        int maxDelayMillis) {

    Setting withMaxBatchSize(int size) {
        return new Setting(precision, lanes, threads, soloThreads, size, maxDelayMillis);
    }

    /// The same with this delay, and without a solo lane: an image that waits for others is not
    /// alone.
    Setting withMaxDelayMillis(int millis) {
        return new Setting(precision, lanes, threads, 0, maxBatchSize, millis);
    }

    /// The service's settings by their names.
    Map<String, String> properties() {
        return Map.of(
                "sightline.inference.precision", precision,
                "sightline.inference.lanes", String.valueOf(lanes),
                "sightline.inference.threads", String.valueOf(threads),
                "sightline.inference.solo-threads", String.valueOf(soloThreads),
                "sightline.batching.max-batch-size", String.valueOf(maxBatchSize),
                "sightline.batching.max-delay", maxDelayMillis + "ms");
    }

    /// These settings as a file that the service reads.
    public String yaml() {
        return String.format(
                Locale.ROOT,
                """
                sightline:
                  inference:
                    precision: %s
                    lanes: %d
                    threads: %d
                    solo-threads: %d
                  batching:
                    max-batch-size: %d
                    max-delay: %dms
                """,
                precision,
                lanes,
                threads,
                soloThreads,
                maxBatchSize,
                maxDelayMillis);
    }

    /// For example `int8, lanes x threads 1 x 2, batches of up to 8, delay 0 ms`.
    @Override
    public String toString() {
        return "%s, lanes x threads %d x %d%s, batches of up to %d, delay %d ms"
                .formatted(
                        precision,
                        lanes,
                        threads,
                        soloThreads == 0 ? "" : " (a lone image on %d)".formatted(soloThreads),
                        maxBatchSize,
                        maxDelayMillis);
    }
}
