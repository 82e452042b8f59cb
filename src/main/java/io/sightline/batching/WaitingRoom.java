package io.sightline.batching;

import io.sightline.batching.Admission.Admitted;
import io.sightline.batching.Admission.Closed;
import io.sightline.batching.Admission.Denied;
import io.sightline.batching.Admission.Late;
import io.sightline.batching.Admission.Refused;
import io.sightline.batching.BatchObserver.Drop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Where callers leave requests and lanes wait for them. Thread-safe.
///
/// One lock owns the queue, the pace and both flags. It is held for moves within the queue only:
/// futures are completed and the observer is told after it is released.
///
/// At most one lane holds back at a time, with a time limit; other idle lanes wait without one, so
/// a request that arrives wakes one lane or none. Whoever changes the queue leaves it attended: if
/// requests are waiting then a lane is holding for them, or one has been signalled and has yet to
/// look, or all lanes are busy and will look when done.
final class WaitingRoom<I, O> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RequestQueue<I, O> queue;
    private final Pace pace;
    private final int capacity;
    private final BatchObserver observer;
    private final LongSupplier clock;

    private boolean closed;
    private boolean held;

    WaitingRoom(
            BatchingProperties properties, int lanes, BatchObserver observer, LongSupplier clock) {
        this.queue = new RequestQueue<>(properties);
        this.pace = new Pace(lanes, properties.maxBatchSize());
        this.capacity = properties.queueCapacity();
        this.observer = observer;
        this.clock = clock;
    }

    Admission<O> admit(I input, long deadlineNanos) {
        lock.lock();
        try {
            // Read under the lock, so that the order of arrival is the order of these times too.
            long nowNanos = clock.getAsLong();
            Optional<Denied<O>> denied = denied(nowNanos, deadlineNanos);
            if (denied.isPresent()) {
                return denied.get();
            }
            PendingRequest<I, O> request =
                    new PendingRequest<>(input, nowNanos, deadlineNanos, this::withdraw);
            queue.add(request);
            signalIfUnattended();
            return new Admitted<>(request);
        } finally {
            lock.unlock();
        }
    }

    /// Why a request offered now would not be admitted; empty if it would be.
    Optional<Denied<O>> denial(long deadlineNanos) {
        lock.lock();
        try {
            return denied(clock.getAsLong(), deadlineNanos);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Denied<O>> denied(long nowNanos, long deadlineNanos) {
        if (closed) {
            return Optional.of(new Closed<>());
        }
        if (queue.isFull()) {
            return Optional.of(new Refused<>(capacity));
        }
        // An empty queue admits whatever the pace was, so that there are runs to learn it from.
        long remainingNanos = deadlineNanos - nowNanos;
        return !queue.isEmpty() && pace.nanosBehind(queue.size()) > remainingNanos
                ? Optional.of(new Late<>())
                : Optional.empty();
    }

    /// A batch took `duration`.
    void ran(Duration duration) {
        lock.lock();
        try {
            pace.ran(duration);
        } finally {
            lock.unlock();
        }
    }

    /// Takes out the requests whose deadline has passed, without waiting.
    Departures<I, O> takeExpired() {
        lock.lock();
        try {
            return new Departures<>(queue.removeExpired(clock.getAsLong()), List.of());
        } finally {
            lock.unlock();
        }
    }

    /// Waits until requests are due and takes them out; nothing at all means the room is closed and
    /// drained.
    ///
    /// An interrupt does not end the wait: the loop looks again, and ends on the flag.
    Departures<I, O> take() {
        lock.lock();
        try {
            while (true) {
                long nowNanos = clock.getAsLong();
                Departures<I, O> departures = queue.depart(nowNanos, closed);
                if (closed || !departures.isEmpty()) {
                    signalIfUnattended();
                    return departures;
                }
                boolean holds = !held && !queue.isEmpty();
                try {
                    if (holds) {
                        held = true;
                        long _ = changed.awaitNanos(queue.nanosUntilDue(nowNanos));
                    } else {
                        changed.await();
                    }
                } catch (InterruptedException _) {
                    // woken as by a signal, and the thread's interrupt status is clear again
                } finally {
                    held = held && !holds;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// Admits nothing from now on. What waits is due at once.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Closes the room and fails all who wait, for no lane may come for them.
    void abandon(Throwable cause) {
        List<PendingRequest<I, O>> abandoned;
        lock.lock();
        try {
            closed = true;
            abandoned = queue.removeAll();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (abandoned.isEmpty()) {
            return;
        }
        try {
            observer.dropped(Drop.ABANDONED, abandoned.size());
        } finally {
            new Departures<>(List.of(), abandoned).fail(cause);
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int depth() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void withdraw(PendingRequest<I, O> request) {
        boolean removed;
        lock.lock();
        try {
            // A lane that holds for this request wakes too early at worst, and looks again.
            removed = queue.remove(request);
        } finally {
            lock.unlock();
        }
        if (removed) {
            observer.dropped(Drop.WITHDRAWN, 1);
        }
    }

    /// Wakes one idle lane if something waits that no lane will come for in time.
    ///
    /// A lane that holds will, unless a full batch is due before its time.
    private void signalIfUnattended() {
        if (!queue.isEmpty() && (!held || queue.holdsFullBatch())) {
            changed.signal();
        }
    }
}
