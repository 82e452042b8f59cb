package io.sightline.batching;

/// A snapshot in the making: one idle shared lane that has been free since 0, at time 0, just
/// before the clock's reading wraps around.
///
/// @param load what waits, is in preparation, and runs
/// @param oldest how many nanoseconds the oldest has waited
/// @param free how many nanoseconds the lane has been free
record Moment(Load load, Lane.Kind lane, boolean closed, boolean held, long oldest, long free) {

    static final Load NOTHING = new Load(0, 0, 0, false);

    static final long NOW = Long.MIN_VALUE;

    /// How long a lane may wait for inputs in preparation.
    static final long LINGER = 50;

    static Moment waiting(int waiting) {
        return new Moment(new Load(waiting, 0, 0, false), Lane.Kind.SHARED, false, false, 0, 1_000);
    }

    Moment preparing(int preparing) {
        return with(new Load(load.waiting(), preparing, load.running(), load.soloRunning()));
    }

    Moment running(int running) {
        return with(new Load(load.waiting(), load.preparing(), running, load.soloRunning()));
    }

    Moment soloRunning() {
        return with(new Load(load.waiting(), load.preparing(), 1, true));
    }

    private Moment with(Load other) {
        return new Moment(other, lane, closed, held, oldest, free);
    }

    Moment seenBySolo() {
        return new Moment(load, Lane.Kind.SOLO, closed, held, oldest, free);
    }

    Moment closing() {
        return new Moment(load, lane, true, held, oldest, free);
    }

    Moment heldByAnother() {
        return new Moment(load, lane, closed, true, oldest, free);
    }

    Moment since(long nanos) {
        return new Moment(load, lane, closed, held, nanos, free);
    }

    Moment freeFor(long nanos) {
        return new Moment(load, lane, closed, held, oldest, nanos);
    }

    BatchingPolicy.Snapshot snapshot() {
        return new BatchingPolicy.Snapshot(
                lane, load, closed, held, NOW, NOW - free, NOW - oldest, LINGER);
    }
}
