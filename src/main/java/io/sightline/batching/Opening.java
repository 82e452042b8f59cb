package io.sightline.batching;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// The wait for every lane to open its function. It succeeds when all have opened, and fails with
/// the first failure.
final class Opening {

    private final AtomicInteger missing;
    private final CompletableFuture<Void> completion = new CompletableFuture<>();

    Opening(int lanes) {
        this.missing = new AtomicInteger(lanes);
    }

    void laneOpened() {
        if (missing.decrementAndGet() == 0) {
            completion.complete(null);
        }
    }

    /// Fails the wait with `cause`.
    ///
    /// @return whether the wait reports a failure, this one or an earlier lane's; false if all
    ///   lanes had opened before
    boolean laneFailed(Throwable cause) {
        completion.completeExceptionally(cause);
        return !succeeded();
    }

    /// Whether every lane has opened its function.
    boolean succeeded() {
        return completion.state() == Future.State.SUCCESS;
    }

    /// A copy of the wait's future; cancelling it has no effect on others.
    Future<Void> completion() {
        return completion.copy();
    }
}
