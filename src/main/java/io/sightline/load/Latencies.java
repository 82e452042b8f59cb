package io.sightline.load;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.stream.LongStream;

/// The distribution of latencies, in milliseconds; all values are 0 if there are no latencies.
///
/// @param count the number of latencies
/// @param p50 the median: the smallest latency that at least half of them do not exceed
/// @param p95 the same for 95 %
/// @param p99 the same for 99 %
/// @param p999 the same for 99.9 %
/// @param max the longest
@JsonPropertyOrder({"count", "p50", "p95", "p99", "p999", "max"})
public record Latencies(int count, double p50, double p95, double p99, double p999, double max) {

    private static final double NANOS_PER_MILLI = 1e6;

    /// Calculated from the exact values, without buckets.
    static Latencies of(LongStream nanos) {
        long[] sorted = nanos.sorted().toArray();
        return new Latencies(
                sorted.length,
                millis(sorted, 0.5),
                millis(sorted, 0.95),
                millis(sorted, 0.99),
                millis(sorted, 0.999),
                millis(sorted, 1));
    }

    private static double millis(long[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
    }
}
