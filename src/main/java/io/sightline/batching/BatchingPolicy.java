package io.sightline.batching;

import io.sightline.batching.Decision.Closed;
import io.sightline.batching.Decision.HoldUntil;
import io.sightline.batching.Decision.Idle;
import io.sightline.batching.Decision.Run;

/// Decides what a lane does: pure functions, without a thread, a lock or a clock. [Scheduler]
/// enforces them.
///
/// A batch is due when `max-batch-size` requests wait, or when there is nothing left to wait for:
/// the oldest has been queued for `max-delay`, and the wait for inputs in preparation is over. Once
/// the batcher is closed, everything that waits is due. [ProcessorSharing] decides how many
/// requests a lane takes, and which lane takes them.
final class BatchingPolicy {

    private static final Decision IDLE = new Idle();
    private static final Decision CLOSED = new Closed();

    private final int maxBatchSize;
    private final long maxDelayNanos;
    private final ProcessorSharing sharing;

    BatchingPolicy(BatchingProperties properties, ProcessorSharing sharing) {
        this.maxBatchSize = properties.maxBatchSize();
        this.maxDelayNanos = properties.maxDelay().toNanos();
        this.sharing = sharing;
    }

    /// What the lane that sees the state `now` does next.
    Decision decide(Snapshot now) {
        return switch (now.lane()) {
            case SHARED -> decideShared(now);
            case SOLO -> decideSolo(now);
        };
    }

    private Decision decideShared(Snapshot now) {
        Load load = now.load();
        if (load.waiting() == 0) {
            return now.closed() ? CLOSED : IDLE;
        }
        Run run = new Run(Math.min(sharing.batchLimit(load), maxBatchSize));
        if (now.closed()) {
            return run;
        }
        if (sharing.leavesToSolo(load)) {
            return IDLE;
        }
        long holdNanos = isFull(load) ? 0 : nanosToHold(now);
        if (holdNanos <= 0) {
            return run;
        }
        return now.held() ? IDLE : new HoldUntil(now.nowNanos() + holdNanos);
    }

    private Decision decideSolo(Snapshot now) {
        if (now.closed()) {
            return CLOSED; // the shared lanes run what is left
        }
        return sharing.isLone(now.load()) ? new Run(1) : IDLE;
    }

    /// How much longer to wait for a batch that is not full; 0 or less if it should run now.
    private long nanosToHold(Snapshot now) {
        long waitedNanos = now.nowNanos() - now.oldestNanos();
        long delayNanos = maxDelayNanos - waitedNanos;
        if (!sharing.gainsByWaiting(now.load())) {
            return delayNanos;
        }
        long stoodNanos = Math.min(waitedNanos, now.nowNanos() - now.freeNanos());
        return Math.max(delayNanos, now.lingerNanos() - stoodNanos);
    }

    /// Which lanes to wake after a change, so that one comes for everything that waits.
    ///
    /// A lane that holds wakes by itself. It is woken earlier only if its batch may be due earlier:
    /// because the batch is full, or because the inputs in preparation that it held for have come
    /// or will not come.
    ///
    /// @param held whether a lane is holding a batch
    Wake wake(Load load, boolean held) {
        if (sharing.isLone(load)) {
            return Wake.SOLO_LANE;
        }
        if (load.waiting() == 0 || sharing.leavesToSolo(load)) {
            return Wake.NOBODY;
        }
        boolean comesByItself = held && !isFull(load) && sharing.gainsByWaiting(load);
        return comesByItself ? Wake.NOBODY : Wake.SHARED_LANE;
    }

    private boolean isFull(Load load) {
        return load.waiting() >= maxBatchSize;
    }

    /// The state that a lane's next [Decision] depends on.
    ///
    /// Times are readings of one clock, in nanoseconds; they may wrap around.
    ///
    /// @param lane the kind of the lane that asks
    /// @param load how many requests wait and are in preparation, and how many lanes run
    /// @param closed whether the batcher admits nothing more
    /// @param held whether another lane is holding a batch
    /// @param nowNanos the current time
    /// @param freeNanos since when the lane is free
    /// @param oldestNanos since when the oldest request waits; any value if none does
    /// @param lingerNanos how long a free lane may wait for inputs in preparation
    record Snapshot(
            Lane.Kind lane,
            Load load,
            boolean closed,
            boolean held,
            long nowNanos,
            long freeNanos,
            long oldestNanos,
            long lingerNanos) {}

    /// Which lanes a change of the queue wakes.
    enum Wake {
        NOBODY,
        SHARED_LANE,
        SOLO_LANE
    }
}
