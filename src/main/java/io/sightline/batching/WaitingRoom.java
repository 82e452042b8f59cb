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
    private final Condition rested = lock.newCondition();
    private final RequestQueue<I, O> queue;
    private final Pace pace;
    private final int capacity;
    private final BatchObserver observer;
    private final LongSupplier clock;

    private boolean closed;
    private boolean held;

    /// Requests whose inputs are being prepared.
    private int expected;

    /// Lanes that run a batch.
    private int running;

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
            Admission<O> admission = enter(input, nowNanos, nowNanos, deadlineNanos);
            signalIfUnattended();
            return admission;
        } finally {
            lock.unlock();
        }
    }

    /// Admits a request that was expected, which it is no more, whatever becomes of it.
    ///
    /// @param waitingNanos since when it has been waiting
    Admission<O> admitExpected(I input, long waitingNanos, long deadlineNanos) {
        lock.lock();
        try {
            expected--;
            Admission<O> admission = enter(input, waitingNanos, clock.getAsLong(), deadlineNanos);
            signalIfUnattended();
            return admission;
        } finally {
            lock.unlock();
        }
    }

    private Admission<O> enter(I input, long waitingNanos, long nowNanos, long deadlineNanos) {
        Optional<Denied<O>> denied = denied(queue.size(), nowNanos, deadlineNanos);
        if (denied.isPresent()) {
            return denied.get();
        }
        PendingRequest<I, O> request =
                new PendingRequest<>(input, waitingNanos, deadlineNanos, this::withdraw);
        queue.add(request);
        return new Admitted<>(request);
    }

    /// Why a request should not be prepared now; empty if it should.
    Optional<Denied<O>> denial(long deadlineNanos) {
        lock.lock();
        try {
            return denied(queue.size() + expected, clock.getAsLong(), deadlineNanos);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Denied<O>> denied(int ahead, long nowNanos, long deadlineNanos) {
        if (closed) {
            return Optional.of(new Closed<>());
        }
        if (ahead >= capacity) {
            return Optional.of(new Refused<>(capacity));
        }
        // An empty queue admits whatever the pace was, so that there are runs to learn it from.
        long remainingNanos = deadlineNanos - nowNanos;
        return ahead > 0 && pace.nanosBehind(ahead) > remainingNanos
                ? Optional.of(new Late<>())
                : Optional.empty();
    }

    /// A request's input is being prepared.
    void expect() {
        lock.lock();
        try {
            expected++;
        } finally {
            lock.unlock();
        }
    }

    /// A request that was expected will not be offered.
    void expectNoMore() {
        lock.lock();
        try {
            expected--;
            signalIfUnattended();
        } finally {
            lock.unlock();
        }
    }

    /// Waits while a lane runs a batch.
    void awaitRest(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            long remainingNanos = deadlineNanos - clock.getAsLong();
            while (running > 0 && remainingNanos > 0) {
                remainingNanos = rested.awaitNanos(remainingNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The lane that took a batch is done with it.
    void rest() {
        lock.lock();
        try {
            running--;
            if (running == 0) {
                rested.signalAll();
            }
        } finally {
            lock.unlock();
        }
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
            long freeNanos = clock.getAsLong();
            while (true) {
                long nowNanos = clock.getAsLong();
                long companyNanos = nanosForCompany(freeNanos, nowNanos);
                Departures<I, O> departures =
                        companyNanos > 0
                                ? new Departures<>(queue.removeExpired(nowNanos), List.of())
                                : queue.depart(nowNanos, closed);
                if (closed || !departures.isEmpty()) {
                    running += departures.batch().isEmpty() ? 0 : 1;
                    signalIfUnattended();
                    return departures;
                }
                boolean holds = !held && !queue.isEmpty();
                try {
                    if (holds) {
                        held = true;
                        long _ =
                                changed.awaitNanos(
                                        Math.max(companyNanos, queue.nanosUntilDue(nowNanos)));
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

    /// How long a lane that is free since `freeNanos` should wait for requests that are being
    /// prepared: until there is a full batch, none is missing, or it has waited enough.
    private long nanosForCompany(long freeNanos, long nowNanos) {
        if (closed || expected == 0 || queue.isEmpty() || queue.holdsFullBatch()) {
            return 0;
        }
        long waitedNanos = Math.min(nowNanos - freeNanos, queue.nanosWaited(nowNanos));
        return pace.patienceNanos() - waitedNanos;
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

    /// How many lanes run a batch.
    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /// How many wait or are expected.
    int depth() {
        lock.lock();
        try {
            return queue.size() + expected;
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
    /// A lane that holds will, unless a batch may be due before its time: a full one, or one that
    /// was held for company that has come or will not.
    private void signalIfUnattended() {
        if (!queue.isEmpty() && (!held || queue.holdsFullBatch() || expected == 0)) {
            changed.signal();
        }
    }
}
