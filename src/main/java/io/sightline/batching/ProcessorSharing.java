package io.sightline.batching;

/// The rules by which the preparation of inputs (decoding) and the runs (forward passes) share the
/// processors:
///
/// 1. *A run that uses all processors is not disturbed.* While the solo lane runs, or the only lane
///    if there is one, no input is prepared ([#isUndivided]). The threads of such a run wait for
///    each other many times, so anything that takes one processor delays them all. The rule applies
///    only if one model is served and its run has a thread on every processor
///    ([#preparationYields]). Otherwise some run is nearly always under way, and a run on a single
///    thread can wait.
/// 2. *A free lane waits for inputs in preparation* to run them together, until the batch is full
///    or for half the duration of a run ([#gainsByWaiting]). It does not where there is a solo
///    lane: that is configured where a batch gains little.
/// 3. *A request that is alone runs on the solo lane*, if there is one: nothing runs and nothing is
///    in preparation ([#isLone]). The shared lanes leave it that request, and wait while it runs
///    ([#leavesToSolo]).
/// 4. *Where there is a solo lane, a shared lane takes only its part* of the requests that wait,
///    because all lanes together finish a short queue sooner than one lane does ([#batchLimit]).
///
/// When both want the same processor, the threads' priorities decide. They are set by the factory
/// of the lanes' threads ([LanePlan]).
///
/// Immutable.
public final class ProcessorSharing {

    private final int lanes;
    private final boolean solo;

    /// @param lanes the number of shared lanes
    /// @param solo whether there is a solo lane
    ProcessorSharing(int lanes, boolean solo) {
        this.lanes = lanes;
        this.solo = solo;
    }

    /// Whether rule 1 applies at all.
    ///
    /// @param models the number of models served
    /// @param fillsProcessors whether there are runs with a thread on every processor
    public static boolean preparationYields(int models, boolean fillsProcessors) {
        return models == 1 && fillsProcessors;
    }

    /// Whether a run uses all processors: one of the solo lane, or of the only lane.
    boolean isUndivided(Load load) {
        return load.soloRunning() || (!solo && lanes == 1 && load.running() > 0);
    }

    /// Whether a free lane should wait for inputs in preparation.
    boolean gainsByWaiting(Load load) {
        return !solo && load.preparing() > 0;
    }

    /// Whether the only request there is waits for the solo lane.
    boolean isLone(Load load) {
        return solo && load.running() == 0 && load.preparing() == 0 && load.waiting() == 1;
    }

    /// Whether the shared lanes must leave the queue to the solo lane, or wait until its run ends.
    boolean leavesToSolo(Load load) {
        return load.soloRunning() || isLone(load);
    }

    /// The maximum number of waiting requests that one lane may take.
    int batchLimit(Load load) {
        return solo ? Math.ceilDiv(load.waiting(), lanes) : load.waiting();
    }

    /// The number of shared lanes that cannot take a batch now; all, while the solo lane runs.
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
