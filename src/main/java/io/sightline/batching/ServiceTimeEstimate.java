package io.sightline.batching;

import java.time.Duration;

/// Estimates from recent runs when a new request would have its answer.
///
/// With `L` lanes and batches of at most `B`, a request behind `a` others is expected to have its
/// answer after
///
///     1.1 · max(full, run) · ⌊a / (B · L)⌋ + 2 · run
///
/// where `run` is the mean duration of a run, and `full` the mean time for which a full batch keeps
/// a lane, including the time that the lane was idle before it. The first term is the time of the
/// full batches ahead, increased by a tenth: without that margin the slightest delay would make
/// every request late that is expected just before its deadline. The second term is the run under
/// way, at worst all of it, and the request's own. Both means are exponential moving averages in
/// which the latest run has the weight of a quarter, so a single slow run is forgotten after ten.
/// Before the first run the estimate is 0.
///
/// Not thread-safe: [Scheduler] guards it with its lock.
final class ServiceTimeEstimate {

    private static final double WEIGHT_OF_LATEST = 0.25;
    private static final double SLACK = 1.1;
    private static final int CURRENT_AND_OWN = 2;
    private static final double LINGER_RUNS = 0.5;

    private final int lanes;
    private final int maxBatchSize;
    private double runNanos;
    private double fullNanos; // 0 until there was a full batch

    /// @param maxBatchSize the maximum number of requests in a run; 1 to learn the times of single
    ///   requests
    ServiceTimeEstimate(int lanes, int maxBatchSize) {
        this.lanes = lanes;
        this.maxBatchSize = maxBatchSize;
    }

    /// Learns that a batch of `size` took `duration`. A batch larger than `max-batch-size` counts
    /// as several, one after the other.
    ///
    /// @param kept how long the batch kept its lane, from when the lane was free for it
    void ran(int size, Duration duration, Duration kept) {
        int runs = Math.ceilDiv(size, maxBatchSize);
        runNanos = average(runNanos, (double) duration.toNanos() / runs);
        if (size >= maxBatchSize) {
            fullNanos = average(fullNanos, (double) kept.toNanos() / runs);
        }
    }

    private static double average(double earlier, double latest) {
        return earlier == 0 ? latest : earlier + WEIGHT_OF_LATEST * (latest - earlier);
    }

    /// How long a free lane may wait for inputs in preparation: half the mean duration of a run.
    long lingerNanos() {
        return (long) (LINGER_RUNS * runNanos);
    }

    /// The estimated time in nanoseconds until a request behind `ahead` others has its answer.
    long answerNanos(int ahead) {
        int full = ahead / (maxBatchSize * lanes);
        double aheadNanos = Math.max(fullNanos, runNanos) * full * SLACK;
        return (long) (aheadNanos + runNanos * CURRENT_AND_OWN);
    }
}
