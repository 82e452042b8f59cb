package io.sightline.batching;

/// The rules by which the preparation of inputs (decoding) and the runs (forward passes) share the
/// processors. All of them are here:
///
/// 1. *A run that has all processors is not disturbed.* While the solo lane runs, or the only lane
///    there is, no input is prepared ([#isUndivided]). The threads of such a run wait for each
///    other many times, so whatever takes one processor stops them all. The rule holds only where
///    one model is served and its run has a thread on every processor ([#preparationYields]):
///    otherwise there is hardly a moment without a run, and one on a single thread can wait.
/// 2. *A free lane waits for inputs in preparation*, to run them together, until the batch is full
///    or half of what a run takes is over ([#gainsByWaiting]). Not beside a solo lane, which says
///    that a batch gains little.
/// 3. *A lone request has the solo lane*, if there is one: nothing runs and nothing is in
///    preparation ([#isLone]). The other lanes leave it that request, and wait while it runs
///    ([#leavesToSolo]).
/// 4. *Beside a solo lane a lane takes its part* of what waits and not all of it, because a short
///    queue is done sooner by all lanes than by one ([#batchLimit]).
///
/// What a processor does when both want it is not decided here but by the threads' priorities,
/// which come from the factory of the lanes' threads ([LanePlan]).
///
/// Immutable.
public final class ProcessorSharing {

    private final int lanes;
    private final boolean solo;

    /// @param lanes how many there are, the solo lane apart
    /// @param solo whether there is a solo lane
    ProcessorSharing(int lanes, boolean solo) {
        this.lanes = lanes;
        this.solo = solo;
    }

    /// Whether rule 1 applies at all.
    ///
    /// @param models how many are served
    /// @param fillsProcessors whether there are runs with a thread on every processor
    public static boolean preparationYields(int models, boolean fillsProcessors) {
        return models == 1 && fillsProcessors;
    }

    /// Whether a run has all processors to itself: one of the solo lane, or of the only lane.
    boolean isUndivided(Load load) {
        return load.soloRunning() || (!solo && lanes == 1 && load.running() > 0);
    }

    /// Whether a free lane should wait for inputs in preparation.
    boolean gainsByWaiting(Load load) {
        return !solo && load.preparing() > 0;
    }

    /// Whether there is one request for the solo lane.
    boolean isLone(Load load) {
        return solo && load.running() == 0 && load.preparing() == 0 && load.waiting() == 1;
    }

    /// Whether the other lanes must leave what waits to the solo lane, or wait for it.
    boolean leavesToSolo(Load load) {
        return load.soloRunning() || isLone(load);
    }

    /// How many of the requests that wait one lane may take.
    int batchLimit(Load load) {
        return solo ? Math.ceilDiv(load.waiting(), lanes) : load.waiting();
    }

    /// How many lanes, the solo lane apart, cannot take a batch now: all, while that one runs.
    int busy(Load load) {
        return load.soloRunning() ? lanes : load.running();
    }

    /// Whether there is a solo lane.
    boolean hasSolo() {
        return solo;
    }

    int lanes() {
        return lanes;
    }
}
