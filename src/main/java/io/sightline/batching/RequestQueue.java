package io.sightline.batching;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The requests that wait for a lane, in order of arrival; at most as many as its capacity.
///
/// Not thread-safe: [Scheduler] guards it with its lock.
final class RequestQueue<I, O> {

    private final int capacity;

    /// A map, so that [#remove] takes the same time wherever the request stands.
    private final Map<Ticket<I, O>, PendingRequest<I, O>> waiting = new LinkedHashMap<>();

    RequestQueue(int capacity) {
        this.capacity = capacity;
    }

    /// Adds `request` at the end.
    ///
    /// @throws IllegalStateException if the queue is full
    void add(PendingRequest<I, O> request) {
        if (isFull()) {
            throw new IllegalStateException(
                    "queue holds %d requests, must hold at most that".formatted(capacity));
        }
        waiting.put(request.ticket(), request);
    }

    boolean isFull() {
        return waiting.size() >= capacity;
    }

    /// Removes the request of `ticket`; false if it is not in the queue.
    boolean remove(Ticket<I, O> ticket) {
        return waiting.remove(ticket) != null;
    }

    /// Removes all requests whose deadline has come by `nowNanos`.
    List<PendingRequest<I, O>> removeExpired(long nowNanos) {
        List<PendingRequest<I, O>> expired = List.of();
        for (Iterator<PendingRequest<I, O>> each = all(); each.hasNext(); ) {
            PendingRequest<I, O> request = each.next();
            if (request.ticket().isExpired(nowNanos)) {
                each.remove();
                expired = expired.isEmpty() ? new ArrayList<>() : expired;
                expired.add(request);
            }
        }
        return expired;
    }

    /// Removes the `count` oldest, or all if there are fewer.
    List<PendingRequest<I, O>> removeOldest(int count) {
        List<PendingRequest<I, O>> oldest = new ArrayList<>(Math.min(count, waiting.size()));
        Iterator<PendingRequest<I, O>> each = all();
        while (oldest.size() < count && each.hasNext()) {
            oldest.add(each.next());
            each.remove();
        }
        return oldest;
    }

    /// Since when the oldest waits.
    ///
    /// @throws java.util.NoSuchElementException if nothing waits
    long oldestNanos() {
        return all().next().enqueuedNanos();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    private Iterator<PendingRequest<I, O>> all() {
        return waiting.values().iterator();
    }
}
