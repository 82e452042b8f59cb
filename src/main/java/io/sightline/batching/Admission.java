package io.sightline.batching;

/// What a [Batcher] says to a request: a [Ticket], or a refusal.
///
/// @param <I> the input of one request
/// @param <O> the output of one request
public sealed interface Admission<I, O> permits Admission.Refused, Ticket {

    /// The request is not taken, and nothing is kept of it.
    ///
    /// @param reason why
    /// @param <I> the input of one request
    /// @param <O> the output of one request
    record Refused<I, O>(Refusal reason) implements Admission<I, O> {}
}
