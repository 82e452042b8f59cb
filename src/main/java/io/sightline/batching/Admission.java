package io.sightline.batching;

import java.util.concurrent.Future;

/// What became of a request offered to a [Batcher].
///
/// @param <O> the output of one request
public sealed interface Admission<O> {

    /// The request is queued; `outcome` completes exactly once and never exceptionally.
    ///
    /// Cancelling `outcome` withdraws the request: while it waits it leaves the queue at once and
    /// frees its place. Once its batch is formed, cancelling only drops the answer; the batch runs
    /// on undisturbed.
    ///
    /// @param outcome what came of the request, once known
    /// @param <O> the output of one request
    record Admitted<O>(Future<Outcome<O>> outcome) implements Admission<O> {}

    /// The request is not queued.
    ///
    /// @param <O> the output of one request
    sealed interface Denied<O> extends Admission<O> {}

    /// As many requests as the queue holds were waiting already. Nothing was queued; the caller may
    /// try again later.
    ///
    /// @param capacity most requests that wait at once
    /// @param <O> the output of one request
    record Refused<O>(int capacity) implements Denied<O> {}

    /// By the pace of the last runs, those that wait already would have kept the request beyond its
    /// deadline. Nothing was queued; the caller may try again later.
    ///
    /// @param <O> the output of one request
    record Late<O>() implements Denied<O> {}

    /// The batcher is closing, is closed, or has lost a lane. Nothing was queued, and nothing will
    /// be again.
    ///
    /// @param <O> the output of one request
    record Closed<O>() implements Denied<O> {}
}
