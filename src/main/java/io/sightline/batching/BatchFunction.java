package io.sightline.batching;

import java.util.List;

/// Answers many inputs in one run.
///
/// It lives on one thread: the lane that opened it calls every method, one at a time, and closes it
/// last. An implementation may therefore hold native state bound to its thread, and needs no locks.
///
/// @param <I> the input of one request
/// @param <O> the output of one request
public interface BatchFunction<I, O> extends AutoCloseable {

    /// Runs one batch.
    ///
    /// Whatever it throws fails this run only. The members of a failed batch are run again one by
    /// one, so a run that failed must leave nothing behind that would change the next.
    ///
    /// @param inputs 1 to `max-batch-size` inputs in order of arrival, unmodifiable
    /// @return one output per input, by position
    List<O> apply(List<I> inputs);

    /// Frees what the function holds. Called once, whether or not a run ever failed.
    @Override
    void close();
}
