package io.sightline.batching;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// One admitted request: its input, its times, and the future its caller waits on.
///
/// Equal only to itself. Two parties may complete it: whoever removed it from the queue, and its
/// caller by cancelling; the first wins and the other's attempt has no effect.
final class PendingRequest<I, O> extends CompletableFuture<Outcome<O>> {

    private final I input;
    private final long enqueuedNanos;
    private final long deadlineNanos;
    private final Consumer<PendingRequest<I, O>> withdrawal;

    /// @param withdrawal takes the request out of the queue if it still waits there
    PendingRequest(
            I input,
            long enqueuedNanos,
            long deadlineNanos,
            Consumer<PendingRequest<I, O>> withdrawal) {
        this.input = input;
        this.enqueuedNanos = enqueuedNanos;
        this.deadlineNanos = deadlineNanos;
        this.withdrawal = withdrawal;
    }

    I input() {
        return input;
    }

    /// How long the request has been waiting at `nowNanos`.
    Duration waited(long nowNanos) {
        return Duration.ofNanos(nowNanos - enqueuedNanos);
    }

    /// Whether the deadline has come. Clock readings may wrap around: they are only ever compared
    /// by their difference.
    boolean isExpired(long nowNanos) {
        return nowNanos - deadlineNanos >= 0;
    }

    /// Withdraws the request. Nothing is interrupted: a run that has begun belongs to the whole
    /// batch.
    @Override
    public boolean cancel(boolean ignored) {
        try {
            // First out of the queue, then cancelled: a request seen as cancelled no longer holds a
            // place.
            withdrawal.accept(this);
        } finally {
            super.cancel(ignored);
        }
        return isCancelled();
    }
}
