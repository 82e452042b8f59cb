package io.sightline.batching;

import java.time.Duration;

/// How long runs take lately, and when a new request would have its answer.
///
/// With `L` lanes and batches of at most `B`, a request behind `a` others is expected to have its
/// answer after
///
///     1.1 · max(full, run) · ⌊a / (B · L)⌋ + 2 · run
///
/// where `run` is the mean time of a run, and `full` the mean time for which a full batch keeps a
/// lane, what it stood still for that batch included. The first term is the full batches ahead; a
/// tenth more, because at the edge of the deadline every request would be late for the least delay.
/// The second is the run under way, at worst all of it, and the request's own. Both means are
/// exponential moving averages in which the latest run counts a quarter: what one run was slower by
/// chance is gone after ten. Before the first run everything is expected at once.
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

    /// @param maxBatchSize most requests in a run; 1 if it is to learn the times of single requests
    ServiceTimeEstimate(int lanes, int maxBatchSize) {
        this.lanes = lanes;
        this.maxBatchSize = maxBatchSize;
    }

    /// A batch of `size` took `duration`. A batch above `max-batch-size` counts as several in a
    /// row.
    ///
    /// @param kept how long it kept the lane, from when the lane was free for it
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

    /// How long a free lane may wait for inputs in preparation: half of what a run takes.
    long lingerNanos() {
        return (long) (LINGER_RUNS * runNanos);
    }

    /// In how many nanoseconds a request behind `ahead` others is expected to have its answer.
    long answerNanos(int ahead) {
        int full = ahead / (maxBatchSize * lanes);
        double aheadNanos = Math.max(fullNanos, runNanos) * full * SLACK;
        return (long) (aheadNanos + runNanos * CURRENT_AND_OWN);
    }
}
