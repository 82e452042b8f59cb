package io.sightline.load;

/// The times of one request, in nanoseconds after the start of its run.
///
/// @param dueNanos when it should have been sent
/// @param sentNanos when it was
/// @param endNanos when its reply was complete
/// @param reply what came of it
record Sample(long dueNanos, long sentNanos, long endNanos, Reply reply) {

    /// What a client who came when the request was due has waited.
    long latencyNanos() {
        return endNanos - dueNanos;
    }
}
