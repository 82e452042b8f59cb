package io.sightline.batching;

import java.time.Duration;

/// A ticket whose input has been submitted.
///
/// @param enqueuedNanos since when it counts as waiting
record PendingRequest<I, O>(Ticket<I, O> ticket, I input, long enqueuedNanos) {

    /// How long it has waited at `nowNanos`.
    Duration waited(long nowNanos) {
        return Duration.ofNanos(nowNanos - enqueuedNanos);
    }

    /// Completes the ticket with `outcome`, unless it has ended already.
    void complete(Outcome<O> outcome) {
        ticket.complete(outcome);
    }
}
