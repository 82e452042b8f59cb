package io.sightline.batching;

import java.time.Duration;

/// How long runs take lately, and what follows for a request that would have to queue.
///
/// Not thread-safe: [WaitingRoom] guards it with its lock.
final class Pace {

    /// What the latest run counts; the share of one that was slow by chance is gone after ten.
    private static final double WEIGHT = 0.25;

    /// The run that keeps the lane busy now, at worst all of it, and the request's own.
    private static final int CURRENT_AND_OWN = 2;

    /// How much longer than lately the runs ahead may take. At the edge of the deadline every
    /// request would be late for the least delay.
    private static final double SLACK = 1.1;

    private static final double PATIENCE = 0.5;

    private final int lanes;
    private final int maxBatchSize;
    private double runNanos;
    private double fullNanos; // how long a full batch keeps a lane; 0 until there was one

    /// @param maxBatchSize most requests in a run; 1 if what it learns are the times of single
    ///   requests
    Pace(int lanes, int maxBatchSize) {
        this.lanes = lanes;
        this.maxBatchSize = maxBatchSize;
    }

    /// A batch of `size` took `duration`; if that is more than the most, so many runs in a row.
    ///
    /// @param kept how long it kept the lane: from when the lane was free for it
    void ran(int size, Duration duration, Duration kept) {
        int runs = Math.ceilDiv(size, maxBatchSize);
        runNanos = average(runNanos, (double) duration.toNanos() / runs);
        if (size >= maxBatchSize) {
            fullNanos = average(fullNanos, (double) kept.toNanos() / runs);
        }
    }

    private static double average(double earlier, double latest) {
        return earlier == 0 ? latest : earlier + WEIGHT * (latest - earlier);
    }

    /// How long a run may be put off for a larger batch: half of what one takes.
    long patienceNanos() {
        return (long) (PATIENCE * runNanos);
    }

    /// In how many nanoseconds a request will have its answer at the latest that stands behind
    /// `ahead` others; 0 while no batch has run.
    long nanosBehind(int ahead) {
        int full = ahead / (maxBatchSize * lanes);
        double aheadNanos = Math.max(fullNanos, runNanos) * full * SLACK;
        return (long) (aheadNanos + runNanos * CURRENT_AND_OWN);
    }
}
