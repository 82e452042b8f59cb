package io.sightline.batching;

import java.time.Duration;
import java.util.List;

/// Hears what a [Batcher] does, to measure it.
///
/// Called on lanes and on the threads of callers, several at once, with no lock held and before the
/// requests in question learn their outcome: whoever holds an answer finds it counted. Every
/// request that was submitted is heard of exactly once, in [#ran], [#dropped] or [#refused].
/// Methods must be quick and must not throw; a batch whose report throws is failed with what was
/// thrown.
public interface BatchObserver {

    /// A batch was formed and has run, well or not.
    ///
    /// @param queued how long each member had waited when the run began, by position; its size is
    ///   the batch's
    /// @param ran how long the function took
    void ran(List<Duration> queued, Duration ran);

    /// A batch of `size`, at least 2, failed; its members are tried again one by one. These runs
    /// are not reported.
    void retried(int size);

    /// A request was not taken: it got no ticket, or was submitted to a closed batcher.
    void refused(Refusal reason);

    /// `count` requests, at least 1, left the queue without a place in a batch.
    void dropped(Drop reason, int count);

    /// Why a request that was taken never ran.
    enum Drop {
        /// Its deadline passed.
        EXPIRED,
        /// Its caller gave it up while it waited.
        WITHDRAWN,
        /// A lane could not open or was lost, and the batcher with it.
        ABANDONED
    }
}
