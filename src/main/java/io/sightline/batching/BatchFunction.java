package io.sightline.batching;

import java.util.List;

/// Answers many inputs in one run.
///
/// The lane that opened it calls all its methods on one thread, one at a time, and closes it last.
/// So an implementation may hold native state bound to its thread, and needs no locks.
///
/// @param <I> the input of one request
/// @param <O> the output of one request
public interface BatchFunction<I, O> extends AutoCloseable {

    /// Runs one batch.
    ///
    /// An exception or error fails this run only. The members of a failed batch are then run one by
    /// one, so a failed run must not leave state that would change the next.
    ///
    /// @param inputs 1 to `max-batch-size` inputs in order of arrival, unmodifiable
    /// @return one output per input, by position
    List<O> apply(List<I> inputs);

    /// Frees what the function holds. Called once, whether or not a run ever failed.
    @Override
    void close();
}
