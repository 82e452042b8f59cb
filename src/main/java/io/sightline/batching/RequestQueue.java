package io.sightline.batching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;

/// A bounded queue in order of arrival that says when a batch is due and who belongs to it.
///
/// This is the algorithm apart from the threads: nothing here blocks or reads a clock; the time is
/// an argument. Not thread-safe: [WaitingRoom] guards it with its lock.
///
/// A batch is due when `max-batch-size` requests wait, or when the oldest has waited `max-delay`
/// since it was enqueued; how long a lane has been free does not matter. A batch is always the
/// oldest requests, as many as fit and are asked for. Never more than `queue-capacity` requests
/// wait.
final class RequestQueue<I, O> {

    private final int maxBatchSize;
    private final Duration maxDelay;
    private final int capacity;

    /// A set for the sake of [#remove]: a withdrawal costs the same wherever the request stands.
    private final LinkedHashSet<PendingRequest<I, O>> waiting = new LinkedHashSet<>();

    RequestQueue(BatchingProperties properties) {
        this.maxBatchSize = properties.maxBatchSize();
        this.maxDelay = properties.maxDelay();
        this.capacity = properties.queueCapacity();
    }

    /// Adds `request` at the end.
    ///
    /// @throws IllegalStateException if the queue is full
    void add(PendingRequest<I, O> request) {
        if (isFull()) {
            throw new IllegalStateException(
                    "queue holds %d requests, must hold at most that".formatted(capacity));
        }
        waiting.add(request);
    }

    boolean isFull() {
        return waiting.size() >= capacity;
    }

    /// Takes `request` out wherever it stands, and says whether it was there.
    boolean remove(PendingRequest<I, O> request) {
        return waiting.remove(request);
    }

    /// Takes out whatever is due at `nowNanos`: all that are expired and, of the rest, a batch.
    ///
    /// @param most requests in the batch, however many fit; 0 for none, whatever is due
    /// @param hurry whether a batch is due although it is neither full nor old enough
    Departures<I, O> depart(long nowNanos, int most, boolean hurry) {
        List<PendingRequest<I, O>> expired = removeExpired(nowNanos);
        if (waiting.isEmpty() || (!hurry && nanosUntilDue(nowNanos) > 0)) {
            return new Departures<>(expired, List.of());
        }
        return new Departures<>(expired, removeOldest(Math.min(most, maxBatchSize)));
    }

    /// Takes out all requests whose deadline has come by `nowNanos`.
    List<PendingRequest<I, O>> removeExpired(long nowNanos) {
        List<PendingRequest<I, O>> expired = new ArrayList<>();
        for (Iterator<PendingRequest<I, O>> each = waiting.iterator(); each.hasNext(); ) {
            PendingRequest<I, O> request = each.next();
            if (request.isExpired(nowNanos)) {
                each.remove();
                expired.add(request);
            }
        }
        return expired;
    }

    /// Takes out everything.
    List<PendingRequest<I, O>> removeAll() {
        return removeOldest(waiting.size());
    }

    /// How long after `nowNanos` a batch will be due if nothing else arrives; not positive if one
    /// is due already.
    ///
    /// @throws java.util.NoSuchElementException if nothing waits
    long nanosUntilDue(long nowNanos) {
        return holdsFullBatch() ? 0 : maxDelay.toNanos() - nanosWaited(nowNanos);
    }

    /// How long the oldest has waited.
    ///
    /// @throws java.util.NoSuchElementException if nothing waits
    long nanosWaited(long nowNanos) {
        return waiting.getFirst().waited(nowNanos).toNanos();
    }

    boolean holdsFullBatch() {
        return waiting.size() >= maxBatchSize;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    private List<PendingRequest<I, O>> removeOldest(int count) {
        List<PendingRequest<I, O>> oldest = new ArrayList<>(Math.min(count, waiting.size()));
        while (oldest.size() < count && !waiting.isEmpty()) {
            oldest.add(waiting.removeFirst());
        }
        return oldest;
    }
}
