package io.sightline.batching;

/// A [Batcher]'s answer to a request for a place: a [Ticket], or a refusal.
///
/// @param <I> the input of one request
/// @param <O> the output of one request
public sealed interface Admission<I, O> permits Admission.Refused, Ticket {

    /// The request is refused and leaves nothing behind.
    ///
    /// @param reason why
    /// @param <I> the input of one request
    /// @param <O> the output of one request
    record Refused<I, O>(Refusal reason) implements Admission<I, O> {}
}
