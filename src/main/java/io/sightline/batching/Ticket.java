package io.sightline.batching;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// One request on its way through a [Batcher].
///
/// A ticket holds a place from the moment it is handed out, while its input is being prepared and
/// while it waits in the queue. It has exactly one end:
///
/// | end | what ends it | [#outcome()] |
/// | --- | --- | --- |
/// | answered | a run, or the failure of one | [Outcome.Answered], [Outcome.Failed] |
/// | expired | its deadline, while it waits | [Outcome.Expired] |
/// | refused | [#submit] once the batcher is closed | [Outcome.Refused] |
/// | withdrawn | [#close] after `submit`, or cancelling the outcome | cancelled |
/// | returned | [#close] before `submit` | cancelled |
///
/// Closing a ticket that has ended does nothing, so a caller may always close it. Thread-safe.
///
/// @param <I> the input of one request
/// @param <O> the output of one request
public final class Ticket<I, O> implements Admission<I, O>, AutoCloseable {

    private final Scheduler<I, O> scheduler;
    private final long openedNanos;
    private final long deadlineNanos;
    private final Reply reply = new Reply();

    /// Whether the input is still awaited. The scheduler's lock guards it.
    private boolean preparing = true;

    /// @param openedNanos when it was handed out
    Ticket(Scheduler<I, O> scheduler, long openedNanos, long deadlineNanos) {
        this.scheduler = scheduler;
        this.openedNanos = openedNanos;
        this.deadlineNanos = deadlineNanos;
    }

    /// Hands in the input, which then waits for its batch. Once.
    ///
    /// A request is not refused any more because it would be late: its input is there, so only a
    /// deadline that has passed keeps it from a run.
    ///
    /// @param preparation how long the input was worked on; the rest of the time since the ticket
    ///   was handed out counts as waited
    /// @return [#outcome()]
    /// @throws IllegalStateException if the ticket was submitted or closed before
    public Future<Outcome<O>> submit(I input, Duration preparation) {
        if (!scheduler.enqueue(this, input, openedNanos + preparation.toNanos())) {
            complete(new Outcome.Refused<>(Refusal.CLOSED));
        }
        return reply;
    }

    /// What comes of the request. Completes exactly once and never exceptionally, or is cancelled.
    ///
    /// Cancelling it is [#close].
    public Future<Outcome<O>> outcome() {
        return reply;
    }

    /// Gives the request up if it has not ended yet.
    ///
    /// Before its batch is formed its place is free at once. Afterwards the batch runs on
    /// undisturbed, and only the answer is dropped.
    @Override
    public void close() {
        if (reply.isDone()) {
            return; // a ticket with an outcome holds no place
        }
        try {
            // Out of the queue before it is cancelled: whoever sees it cancelled finds its place
            // free.
            scheduler.release(this);
        } finally {
            reply.drop();
        }
    }

    /// Ends the request with `outcome`, unless it has ended.
    void complete(Outcome<O> outcome) {
        reply.complete(outcome);
    }

    boolean isDone() {
        return reply.isDone();
    }

    /// Whether the deadline has come. Clock readings may wrap around, so only their difference
    /// counts.
    boolean isExpired(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /// Ends the wait for the input, and says whether there was one. Under the scheduler's lock.
    boolean endPreparation() {
        boolean wasPreparing = preparing;
        preparing = false;
        return wasPreparing;
    }

    /// A future whose cancelling closes its ticket.
    private final class Reply extends CompletableFuture<Outcome<O>> {

        @Override
        public boolean cancel(boolean ignored) { // a run belongs to its whole batch
            close();
            return isCancelled();
        }

        private void drop() {
            super.cancel(false);
        }
    }
}
