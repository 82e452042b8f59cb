package io.sightline.batching;

import java.time.Duration;
import java.util.List;

/// Is told what a [Batcher] does, for metrics.
///
/// Called on lanes and on callers' threads, several at once, with no lock held, and before the
/// requests in question get their outcome: a caller that has its answer finds it counted already.
/// Every request that was submitted is reported exactly once, in [#ran], [#dropped] or [#refused].
/// Methods must be quick and must not throw; if the report of a batch throws, its requests fail
/// with what was thrown.
public interface BatchObserver {

    /// A batch has run, whether it succeeded or failed.
    ///
    /// @param queued how long each member had waited when the run began, by position; one for each
    ///   member of the batch
    /// @param ran how long the run took
    void ran(List<Duration> queued, Duration ran);

    /// A batch of `size`, at least 2, failed, and its members will be run one by one. Those runs
    /// are not reported.
    void retried(int size);

    /// A request was refused: it got no ticket, or was submitted to a closed batcher.
    void refused(Refusal reason);

    /// `count` requests, at least 1, left the queue without being run.
    void dropped(Drop reason, int count);

    /// Why an admitted request was never run.
    enum Drop {
        /// Its deadline passed.
        EXPIRED,
        /// Its caller withdrew it while it waited.
        WITHDRAWN,
        /// A lane could not open or was lost, which closed the batcher.
        ABANDONED
    }
}
