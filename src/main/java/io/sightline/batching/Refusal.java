package io.sightline.batching;

/// Why a [Batcher] refuses a request.
///
/// The same word names the reason here, in the tag `reason` of the metric
/// `sightline.queue.refused`, in the client's problem, and in the documents.
public enum Refusal {
    /// The queue is full, counting the requests in preparation. Another try may succeed.
    FULL,
    /// At the recent speed of runs, the requests ahead would keep this one waiting beyond its
    /// deadline. Another try, or one with a later deadline, may succeed.
    LATE,
    /// The batcher is closing, closed, or has lost a lane. It will not admit another request.
    CLOSED
}
