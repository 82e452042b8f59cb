package io.sightline.batching;

import java.time.Duration;

/// The result of a request that had a [Ticket].
///
/// @param <O> the output of one request
public sealed interface Outcome<O> {

    /// The function answered.
    ///
    /// @param output the output at this request's position in the batch
    /// @param queued from admission until the run that answered it began
    /// @param ran how long that run took, for the whole batch
    /// @param batchSize how many requests shared that run; 1 if it was tried again alone
    /// @param <O> the output of one request
    record Answered<O>(O output, Duration queued, Duration ran, int batchSize)
            implements Outcome<O> {}

    /// The deadline passed while the request was waiting. The function never saw it.
    ///
    /// @param <O> the output of one request
    record Expired<O>() implements Outcome<O> {}

    /// The function failed on this request alone, or no lane was left to run it.
    ///
    /// @param cause what the function or its factory threw, an [Error] included; an
    ///   [IllegalStateException] if the function broke its promise of one output per input
    /// @param <O> the output of one request
    record Failed<O>(Throwable cause) implements Outcome<O> {}

    /// The batcher was closed while the input was being prepared. The function never saw it.
    ///
    /// @param reason always [Refusal#CLOSED]: a ticket already has a place, and is not checked
    ///   again for its deadline
    /// @param <O> the output of one request
    record Refused<O>(Refusal reason) implements Outcome<O> {}
}
