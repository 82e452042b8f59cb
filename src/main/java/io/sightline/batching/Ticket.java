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

    /// Whether the input is still to be submitted. Guarded by the scheduler's lock.
    private boolean preparing = true;

    /// @param openedNanos when it was handed out
    Ticket(Scheduler<I, O> scheduler, long openedNanos, long deadlineNanos) {
        this.scheduler = scheduler;
        this.openedNanos = openedNanos;
        this.deadlineNanos = deadlineNanos;
    }

    /// Submits the input, which then waits for its batch. Must be called at most once.
    ///
    /// The request is no longer refused for being late: its input is ready, so only a deadline that
    /// has passed keeps it from being run.
    ///
    /// @param preparation how long the preparation of the input took; the rest of the time since
    ///   admission counts as waiting
    /// @return [#outcome()]
    /// @throws IllegalStateException if the ticket was submitted or closed before
    public Future<Outcome<O>> submit(I input, Duration preparation) {
        if (!scheduler.enqueue(this, input, openedNanos + preparation.toNanos())) {
            complete(new Outcome.Refused<>(Refusal.CLOSED));
        }
        return reply;
    }

    /// The result of the request. Completes exactly once and never exceptionally, or is cancelled.
    ///
    /// Cancelling it closes the ticket.
    public Future<Outcome<O>> outcome() {
        return reply;
    }

    /// Withdraws the request if it has not ended yet.
    ///
    /// Before its batch is formed, its place is free at once. Afterwards the batch runs on, and
    /// only this answer is dropped.
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

    /// Completes the request with `outcome`, unless it has ended already.
    void complete(Outcome<O> outcome) {
        reply.complete(outcome);
    }

    boolean isDone() {
        return reply.isDone();
    }

    /// Whether the deadline has come. Clock readings may wrap around, so they are compared by their
    /// difference.
    boolean isExpired(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /// Ends the preparation; false if it had ended before. Called under the scheduler's lock.
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
