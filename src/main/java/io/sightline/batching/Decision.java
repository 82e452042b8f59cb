package io.sightline.batching;

/// What a lane does next.
sealed interface Decision {

    /// Takes the oldest requests and runs them.
    ///
    /// @param size how many, at least 1
    record Run(int size) implements Decision {}

    /// Waits for more requests to fill the batch, and decides again at a given time.
    ///
    /// @param nanos that time, on the clock of the snapshot
    record HoldUntil(long nanos) implements Decision {}

    /// Waits until something changes.
    record Idle() implements Decision {}

    /// Ends the lane: nothing waits, and nothing will come.
    record Closed() implements Decision {}
}
