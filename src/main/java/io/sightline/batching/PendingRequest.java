package io.sightline.batching;

import java.time.Duration;

/// A ticket whose input is there.
///
/// @param enqueuedNanos since when it waits
record PendingRequest<I, O>(Ticket<I, O> ticket, I input, long enqueuedNanos) {

    /// How long it has waited at `nowNanos`.
    Duration waited(long nowNanos) {
        return Duration.ofNanos(nowNanos - enqueuedNanos);
    }

    /// Ends the request with `outcome`, unless it has ended.
    void complete(Outcome<O> outcome) {
        ticket.complete(outcome);
    }
}
