package io.sightline.batching;

/// Why a [Batcher] does not take a request.
///
/// Each has one word, here, in the tag `reason` of the meter `sightline.queue.refused`, in the
/// problem that a client gets, and in the documents.
public enum Refusal {
    /// As many requests wait or are being prepared as the queue holds. Another try may succeed.
    FULL,
    /// The requests ahead would keep this one waiting beyond its deadline, by what runs take
    /// lately. Another try, or one with more time, may succeed.
    LATE,
    /// The batcher is closing, is closed, or has lost a lane. It will not take another request.
    CLOSED
}
