package io.sightline.batching;

/// What is being prepared and what runs, and what follows for who may run next.
///
/// Not thread-safe: [WaitingRoom] guards it with its lock.
final class Traffic {

    private final int lanes;
    private final boolean solo;
    private int expected;
    private int running;
    private boolean soloRuns;

    /// @param lanes how many there are beside the solo lane
    /// @param solo whether there is one
    Traffic(int lanes, boolean solo) {
        this.lanes = lanes;
        this.solo = solo;
    }

    /// Whether there is a solo lane.
    boolean hasSolo() {
        return solo;
    }

    /// A request is being prepared.
    void expect() {
        expected++;
    }

    /// A request that was expected has come, or will not.
    void expectNoMore() {
        expected--;
    }

    /// How many requests are being prepared.
    int expected() {
        return expected;
    }

    /// A lane begins with a batch.
    void begin(boolean bySolo) {
        running++;
        soloRuns |= bySolo;
    }

    /// A lane is done with its batch.
    void end(boolean bySolo) {
        running--;
        soloRuns &= !bySolo;
    }

    /// How many lanes cannot take a batch now: all, while the solo lane runs.
    int busy() {
        return soloRuns ? lanes : running;
    }

    /// Whether a run has all there is to itself: that of the solo lane, or of the only lane there
    /// is.
    boolean undivided() {
        return soloRuns || (!solo && lanes == 1 && running > 0);
    }

    /// Whether the other lanes must leave what waits to the solo lane, or wait for it.
    boolean reservesForSolo(int waiting) {
        return soloRuns || isLone(waiting);
    }

    /// Whether there is one request for the solo lane: none under way, none in preparation.
    boolean isLone(int waiting) {
        return solo && running == 0 && expected == 0 && waiting == 1;
    }

    /// How many of those that wait one lane should take: all, or, beside a solo lane, its part.
    ///
    /// A solo lane says that a batch gains little. Then a short queue is done sooner by all lanes
    /// than by one.
    int share(int waiting) {
        return solo ? Math.ceilDiv(waiting, lanes) : waiting;
    }

    /// Whether a free lane would do well to wait for requests in preparation, to run them together.
    boolean expectsCompany() {
        return !solo && expected > 0;
    }
}
