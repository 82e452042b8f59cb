package io.sightline.batching;

/// What a lane does next.
sealed interface Decision {

    /// Takes the oldest requests and runs them.
    ///
    /// @param size how many, at least 1
    record Run(int size) implements Decision {}

    /// Waits for company for the requests in the queue, and looks again at a time.
    ///
    /// @param nanos that time, on the clock of the snapshot
    record HoldUntil(long nanos) implements Decision {}

    /// Waits until something changes.
    record Idle() implements Decision {}

    /// Ends: nothing waits and nothing will come.
    record Closed() implements Decision {}
}
