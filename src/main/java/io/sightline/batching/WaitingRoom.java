package io.sightline.batching;

import io.sightline.batching.Admission.Admitted;
import io.sightline.batching.Admission.Denied;
import io.sightline.batching.BatchObserver.Drop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Where callers leave requests and lanes wait for them. Thread-safe.
///
/// One lock owns the queue, the gate, the pace, the traffic and the flag. It is held for moves
/// within the queue only: futures are completed and the observer is told after it is released.
///
/// At most one lane holds back at a time, with a time limit; other idle lanes wait without one, so
/// a request that arrives wakes one lane or none. Whoever changes the queue leaves it attended: if
/// requests are waiting then a lane is holding for them, or one has been signalled and has yet to
/// look, or all lanes that may take them are busy and will look when done.
///
/// The solo lane, if there is one, runs a request that is alone, and the others wait for it.
final class WaitingRoom<I, O> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition alone = lock.newCondition();
    private final Condition rested = lock.newCondition();
    private final RequestQueue<I, O> queue;
    private final Pace pace;
    private final Traffic traffic;
    private final Gate<O> gate;
    private final BatchObserver observer;
    private final LongSupplier clock;

    private boolean held;

    /// @param lanes how many there are beside the solo lane
    /// @param solo whether there is one; without effect if requests are to wait for company
    WaitingRoom(
            BatchingProperties properties,
            int lanes,
            boolean solo,
            BatchObserver observer,
            LongSupplier clock) {
        this.queue = new RequestQueue<>(properties);
        this.traffic = new Traffic(lanes, solo && properties.maxDelay().isZero());
        // Beside a solo lane a run takes as long as its requests would one by one.
        this.pace = new Pace(lanes, traffic.hasSolo() ? 1 : properties.maxBatchSize());
        this.gate = new Gate<>(properties.queueCapacity(), pace);
        this.observer = observer;
        this.clock = clock;
    }

    Admission<O> admit(I input, long deadlineNanos) {
        return attended(() -> admitNow(input, deadlineNanos));
    }

    private Admission<O> admitNow(I input, long deadlineNanos) {
        // Read under the lock, so that the order of arrival is the order of these times too.
        long nowNanos = clock.getAsLong();
        Optional<Denied<O>> denied = gate.denied(queue.size(), deadlineNanos - nowNanos);
        return enter(input, nowNanos, deadlineNanos, denied);
    }

    /// Admits a request that was expected, which it is no more, whatever becomes of it.
    ///
    /// It was not late when it was first seen, and it has waited since. So the pace does not count
    /// any more, only that its deadline has not passed when a lane takes it.
    ///
    /// @param waitingNanos since when it has been waiting
    Admission<O> admitExpected(I input, long waitingNanos, long deadlineNanos) {
        return attended(
                () -> {
                    traffic.expectNoMore();
                    return enter(input, waitingNanos, deadlineNanos, gate.barred(queue.size()));
                });
    }

    /// As [#admitExpected], of a request that is expected no more.
    Admission<O> admitPrepared(I input, long waitingNanos, long deadlineNanos) {
        return attended(() -> enter(input, waitingNanos, deadlineNanos, gate.barred(queue.size())));
    }

    private Admission<O> enter(
            I input, long waitingNanos, long deadlineNanos, Optional<Denied<O>> denied) {
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
        return locked(() -> gate.denied(depth(), deadlineNanos - clock.getAsLong()));
    }

    /// A request's input is being prepared.
    void expect() {
        attended(traffic::expect);
    }

    /// A request that was expected will not be offered.
    void expectNoMore() {
        attended(traffic::expectNoMore);
    }

    /// Waits while a run has all lanes to itself: that of the solo lane, or of the only one.
    void awaitRest(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            long remainingNanos = deadlineNanos - clock.getAsLong();
            while (traffic.undivided() && remainingNanos > 0) {
                remainingNanos = rested.awaitNanos(remainingNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// The lane that took a batch is done with it.
    ///
    /// @param solo whether it is the solo lane
    void rest(boolean solo) {
        attended(
                () -> {
                    traffic.end(solo);
                    if (!traffic.undivided()) {
                        rested.signalAll();
                    }
                });
    }

    /// A batch of `size` took `duration`.
    ///
    /// @param kept how long it kept the lane: from when the lane was free for it
    void ran(int size, Duration duration, Duration kept) {
        attended(() -> pace.ran(size, duration, kept));
    }

    /// Takes out the requests whose deadline has passed, without waiting.
    Departures<I, O> takeExpired() {
        return attended(() -> new Departures<>(queue.removeExpired(clock.getAsLong()), List.of()));
    }

    /// Waits until requests are due and takes them out; nothing at all means the room is closed and
    /// drained.
    Departures<I, O> take() {
        lock.lock();
        try {
            long freeNanos = clock.getAsLong();
            while (true) {
                long nowNanos = clock.getAsLong();
                boolean reserved = !gate.isClosed() && traffic.reservesForSolo(queue.size());
                long companyNanos = nanosForCompany(freeNanos, nowNanos);
                int most = reserved || companyNanos > 0 ? 0 : traffic.share(queue.size());
                Departures<I, O> departures = queue.depart(nowNanos, most, gate.isClosed());
                if (gate.isClosed() || !departures.isEmpty()) {
                    return begun(departures, false);
                }
                boolean holds = !reserved && !held && !queue.isEmpty();
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
                    // ends nothing: the loop looks again, as after a signal
                } finally {
                    held = held && !holds;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// As [#take()], but only a request that is alone, or expired; nothing means it is closed.
    Departures<I, O> takeAlone() {
        lock.lock();
        try {
            while (!gate.isClosed() && !traffic.isLone(queue.size())) {
                signalIfUnattended(); // what was alone when this lane was woken is so no more
                alone.awaitUninterruptibly();
            }
            return begun(queue.depart(clock.getAsLong(), gate.isClosed() ? 0 : 1, true), true);
        } finally {
            lock.unlock();
        }
    }

    private Departures<I, O> begun(Departures<I, O> departures, boolean solo) {
        if (!departures.batch().isEmpty()) {
            traffic.begin(solo);
        }
        signalIfUnattended();
        return departures;
    }

    /// How long a lane that is free since `freeNanos` should wait for requests that are being
    /// prepared: until there is a full batch, none is missing, or it has waited enough.
    private long nanosForCompany(long freeNanos, long nowNanos) {
        if (gate.isClosed()
                || !traffic.expectsCompany()
                || queue.isEmpty()
                || queue.holdsFullBatch()) {
            return 0;
        }
        long waitedNanos = Math.min(nowNanos - freeNanos, queue.nanosWaited(nowNanos));
        return pace.patienceNanos() - waitedNanos;
    }

    /// Admits nothing from now on. What waits is due at once.
    void close() {
        attended(
                () -> {
                    gate.close();
                    changed.signalAll();
                    alone.signalAll();
                });
    }

    /// Takes out all who wait, without waiting.
    Departures<I, O> takeAll() {
        return attended(() -> new Departures<>(List.of(), queue.removeAll()));
    }

    boolean isClosed() {
        return locked(gate::isClosed);
    }

    /// How many lanes cannot take a batch now.
    int busy() {
        return locked(traffic::busy);
    }

    /// How many wait or are expected.
    int depth() {
        return locked(() -> queue.size() + traffic.expected());
    }

    private void withdraw(PendingRequest<I, O> request) {
        // A lane that holds for this request wakes too early at worst, and looks again.
        if (attended(() -> queue.remove(request))) {
            observer.dropped(Drop.WITHDRAWN, 1);
        }
    }

    private void attended(Runnable change) {
        boolean _ =
                attended(
                        () -> {
                            change.run();
                            return true;
                        });
    }

    /// Makes a change and leaves the queue attended.
    private <T> T attended(Supplier<T> change) {
        return locked(
                () -> {
                    T result = change.get();
                    signalIfUnattended();
                    return result;
                });
    }

    private <T> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    /// Wakes one idle lane if something waits that no lane will come for in time.
    ///
    /// A lane that holds will, unless a batch may be due before its time: a full one, or one that
    /// was held for company that has come or will not.
    private void signalIfUnattended() {
        int waiting = queue.size();
        if (traffic.isLone(waiting)) {
            alone.signal();
        } else if (waiting > 0
                && !traffic.reservesForSolo(waiting)
                && (!held || queue.holdsFullBatch() || !traffic.expectsCompany())) {
            changed.signal();
        }
    }
}
