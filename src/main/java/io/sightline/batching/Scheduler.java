package io.sightline.batching;

import io.sightline.batching.Admission.Refused;
import io.sightline.batching.BatchObserver.Drop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/// Connects callers and lanes: callers leave requests, and lanes wait for them. Thread-safe.
///
/// Under one lock it enforces what others decide: [AdmissionPolicy] who gets a ticket,
/// [BatchingPolicy] what a lane does next and which lanes a change wakes, [ProcessorSharing] which
/// lane may run. With queue capacity `C`, batches of at most `B` and `L` lanes, the following holds
/// whenever the lock is free:
///
/// 1. Requests that wait and requests in preparation are together at most `C`.
/// 2. A ticket is in one state: in preparation, in the queue, with the thread that took it out, or
///    ended. It moves forward only, and only one thread moves it, so it has one end.
/// 3. A batch is the oldest requests of the queue, at most `B`, none of them past its deadline when
///    it was formed.
/// 4. At most one lane holds for company, with a time limit. Other idle lanes wait without one.
/// 5. The queue is attended: if requests wait, then a lane holds for them, or one has been woken
///    and has yet to look, or all lanes that may take them are busy and look when they are done.
/// 6. Once closed, no ticket is handed out and none enters the queue; a shared lane leaves only
///    when the queue is empty. So what was submitted before is run, unless its deadline passes.
/// 7. No future is completed and no observer told under the lock.
///
/// *Expected time* to the answer of a request behind `a` others, as [ServiceTimeEstimate] learns
/// it: `1.1 · max(full, run) · ⌊a / (B · L)⌋ + 2 · run`. *Worst wait* of a request behind `a`
/// others, if a batch keeps its lane for at most `R` (runs one by one after a failure included) and
/// a lane holds for at most `H` (`max-delay`, or half a run if that is more): `(⌊a / (B · L)⌋ + 1)
/// · (R + H)` until its batch is formed, for in every `R + H` each lane takes one more batch. With
/// a solo lane, whose run the others wait for, `R` more; and `⌊ln(B · L)⌋ + 1` rounds more, because
/// a lane then takes `1/L` of what waits.
final class Scheduler<I, O> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition processors = lock.newCondition();
    private final LaneWaits lanes;
    private final RequestQueue<I, O> queue;
    private final ServiceTimeEstimate estimate;
    private final AdmissionPolicy admission;
    private final ProcessorSharing sharing;
    private final BatchingPolicy policy;
    private final BatchObserver observer;
    private final Ticker ticker;
    private int preparing;
    private int running;
    private boolean soloRunning;
    private boolean closed;

    Scheduler(
            BatchingProperties properties,
            ProcessorSharing sharing,
            BatchObserver observer,
            Ticker ticker) {
        this.lanes = new LaneWaits(lock, ticker);
        this.queue = new RequestQueue<>(properties.queueCapacity());
        // Beside a solo lane a run takes as long as its requests would one by one.
        this.estimate =
                new ServiceTimeEstimate(
                        sharing.lanes(), sharing.hasSolo() ? 1 : properties.maxBatchSize());
        this.admission = new AdmissionPolicy(properties.queueCapacity(), estimate);
        this.sharing = sharing;
        this.policy = new BatchingPolicy(properties, sharing);
        this.observer = observer;
        this.ticker = ticker;
    }

    /// Admits a request whose input is still to be prepared.
    Admission<I, O> admit(long deadlineNanos) {
        return admit(deadlineNanos, (_, _) -> preparing++);
    }

    /// Admits a request and enqueues its input at once.
    Admission<I, O> submit(I input, long deadlineNanos) {
        return admit(
                deadlineNanos,
                (ticket, nowNanos) -> {
                    boolean _ = ticket.endPreparation();
                    queue.add(new PendingRequest<>(ticket, input, nowNanos));
                });
    }

    /// @param beginning called under the lock with the new ticket and the time
    private Admission<I, O> admit(long deadlineNanos, ObjLongConsumer<Ticket<I, O>> beginning) {
        List<PendingRequest<I, O>> expired = List.of();
        Optional<Refusal> refusal;
        Ticket<I, O> ticket;
        lock.lock();
        try {
            long nowNanos = ticker.nanoTime(); // under the lock, hence in the order of arrival
            ticket = new Ticket<>(this, nowNanos, deadlineNanos);
            refusal = refusal(deadlineNanos - nowNanos);
            if (refusal.isPresent()) {
                // A request past its deadline holds no place against a live one.
                expired = queue.removeExpired(nowNanos);
                refusal = refusal(deadlineNanos - nowNanos);
            }
            if (refusal.isEmpty()) {
                beginning.accept(ticket, nowNanos);
            }
            wake();
        } finally {
            lock.unlock();
        }
        new Dequeued<>(expired, List.of()).expire(observer);
        if (refusal.isEmpty()) {
            return ticket;
        }
        observer.refused(refusal.get());
        return new Refused<>(refusal.get());
    }

    private Optional<Refusal> refusal(long remainingNanos) {
        return closed ? Optional.of(Refusal.CLOSED) : admission.refusal(load(), remainingNanos);
    }

    /// Enqueues the input of a ticket.
    ///
    /// @param enqueuedNanos since when it counts as waiting
    /// @return whether it was enqueued; false once the batcher is closed
    /// @throws IllegalStateException if the ticket is no longer in preparation
    boolean enqueue(Ticket<I, O> ticket, I input, long enqueuedNanos) {
        boolean enqueued =
                changed(
                        () -> {
                            if (!ticket.endPreparation()) {
                                throw new IllegalStateException(
                                        "ticket was submitted or closed, must be submitted once");
                            }
                            preparing--;
                            if (!closed) {
                                queue.add(new PendingRequest<>(ticket, input, enqueuedNanos));
                            }
                            return !closed;
                        });
        if (!enqueued) {
            observer.refused(Refusal.CLOSED);
        }
        return enqueued;
    }

    /// Frees the place, if there is one, of a ticket that its caller closes.
    void release(Ticket<I, O> ticket) {
        boolean withdrawn =
                changed(
                        () -> {
                            if (ticket.endPreparation()) {
                                preparing--;
                                return false;
                            }
                            return queue.remove(ticket);
                        });
        if (withdrawn) {
            observer.dropped(Drop.WITHDRAWN, 1);
        }
    }

    /// Waits until there is work for a lane, and removes it from the queue; empty if the lane must
    /// end.
    Dequeued<I, O> take(Lane.Kind lane) {
        lock.lock();
        try {
            long freeNanos = ticker.nanoTime();
            while (true) {
                long nowNanos = ticker.nanoTime();
                List<PendingRequest<I, O>> expired = queue.removeExpired(nowNanos);
                switch (policy.decide(snapshot(lane, freeNanos, nowNanos))) {
                    case Decision.Run(int size) -> {
                        running++;
                        soloRunning |= lane == Lane.Kind.SOLO;
                        return new Dequeued<>(expired, queue.removeOldest(size));
                    }
                    case Decision.Closed() -> {
                        return new Dequeued<>(expired, List.of());
                    }
                    case Decision.HoldUntil _, Decision.Idle _ when !expired.isEmpty() -> {
                        return new Dequeued<>(expired, List.of());
                    }
                    case Decision.HoldUntil(long untilNanos) -> lanes.hold(untilNanos);
                    case Decision.Idle() -> {
                        if (lane == Lane.Kind.SOLO) {
                            wake(); // what was lone when this lane was woken is so no more
                        }
                        lanes.idle(lane);
                    }
                }
            }
        } finally {
            wake();
            lock.unlock();
        }
    }

    private BatchingPolicy.Snapshot snapshot(Lane.Kind lane, long freeNanos, long nowNanos) {
        return new BatchingPolicy.Snapshot(
                lane,
                load(),
                closed,
                lanes.isHeld(),
                nowNanos,
                freeNanos,
                queue.isEmpty() ? nowNanos : queue.oldestNanos(),
                estimate.lingerNanos());
    }

    /// Notes that a lane has finished the batch that it took.
    void finished(Lane.Kind lane) {
        change(
                () -> {
                    running--;
                    soloRunning &= lane != Lane.Kind.SOLO;
                    if (!sharing.isUndivided(load())) {
                        processors.signalAll();
                    }
                });
    }

    /// Notes that a batch of `size` took `duration`.
    ///
    /// @param kept how long the batch kept its lane, from when the lane was free for it
    void ran(int size, Duration duration, Duration kept) {
        change(() -> estimate.ran(size, duration, kept));
    }

    /// Waits while a run uses all processors, but at most until `deadlineNanos`.
    void awaitProcessors(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            while (sharing.isUndivided(load()) && deadlineNanos - ticker.nanoTime() > 0) {
                ticker.await(lock, processors, deadlineNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Refuses everything new from now on. Whatever waits is due at once.
    void close() {
        change(
                () -> {
                    closed = true;
                    lanes.wakeAll();
                });
    }

    /// Removes all requests that wait, without waiting for any.
    Dequeued<I, O> takeAll() {
        return changed(() -> new Dequeued<>(List.of(), queue.removeOldest(queue.size())));
    }

    boolean isClosed() {
        return locked(() -> closed);
    }

    /// What waits, is in preparation and runs now.
    Load currentLoad() {
        return locked(this::load);
    }

    private Load load() {
        return new Load(queue.size(), preparing, running, soloRunning);
    }

    private void wake() {
        lanes.wake(policy.wake(load(), lanes.isHeld()));
    }

    private void change(Runnable change) {
        boolean _ =
                changed(
                        () -> {
                            change.run();
                            return true;
                        });
    }

    /// Makes a change and wakes the threads that it concerns.
    private <T> T changed(Supplier<T> change) {
        return locked(
                () -> {
                    T result = change.get();
                    wake();
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
}
