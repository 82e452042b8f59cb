package io.sightline.batching;

import io.sightline.batching.BatchObserver.Drop;
import java.util.List;
import java.util.stream.Stream;

/// The requests that left the queue at one moment. The thread that removed them must give each of
/// them an outcome.
///
/// @param expired those whose deadline had passed
/// @param batch those to run together, in order of arrival; empty if no batch was due
record Dequeued<I, O>(List<PendingRequest<I, O>> expired, List<PendingRequest<I, O>> batch) {

    Dequeued {
        expired = List.copyOf(expired);
        batch = List.copyOf(batch);
    }

    boolean isEmpty() {
        return expired.isEmpty() && batch.isEmpty();
    }

    /// Completes those whose deadline had passed as expired.
    void expire(BatchObserver observer) {
        if (expired.isEmpty()) {
            return;
        }
        try {
            observer.dropped(Drop.EXPIRED, expired.size());
        } finally {
            expired.forEach(request -> request.complete(new Outcome.Expired<>()));
        }
    }

    /// Fails all of them, because no lane will run them.
    void abandon(BatchObserver observer, Throwable cause) {
        if (isEmpty()) {
            return;
        }
        try {
            observer.dropped(Drop.ABANDONED, expired.size() + batch.size());
        } finally {
            fail(cause);
        }
    }

    /// Fails every request that has no outcome yet.
    void fail(Throwable cause) {
        Stream.concat(expired.stream(), batch.stream())
                .forEach(request -> request.complete(new Outcome.Failed<>(cause)));
    }
}
