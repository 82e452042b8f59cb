package io.sightline.batching;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// The wait for every lane to open its function: lanes that did are counted, the first failure ends
/// the count.
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

    /// Ends the wait with `cause`, and says whether anybody will hear of it, or has heard of
    /// another lane that could not open either: not if all had opened.
    boolean laneFailed(Throwable cause) {
        completion.completeExceptionally(cause);
        return !succeeded();
    }

    /// Whether every lane has opened its function.
    boolean succeeded() {
        return completion.state() == Future.State.SUCCESS;
    }

    /// A view that its holder may cancel without consequence.
    Future<Void> completion() {
        return completion.copy();
    }
}
