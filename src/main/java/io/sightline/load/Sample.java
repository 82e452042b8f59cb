package io.sightline.load;

/// The times of one request, in nanoseconds after the start of its run.
///
/// @param dueNanos when it was due
/// @param sentNanos when it was sent
/// @param endNanos when its reply was complete
/// @param reply its result
record Sample(long dueNanos, long sentNanos, long endNanos, Reply reply) {

    /// The latency seen by a client that arrived when the request was due.
    long latencyNanos() {
        return endNanos - dueNanos;
    }
}
