package io.sightline.batching;

import io.sightline.batching.Admission.Refused;
import io.sightline.batching.Outcome.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// A scheduler with lanes that only answer, small enough that a model checker gets far: batches of
/// up to 2, and time that passes in one step.
///
/// A wait for a time is one without limit here, so that nothing but a signal ends it.
final class SmallBatcher implements BatchObserver, Ticker {

    private static final long DEADLINE_NANOS = 1_000_000;
    private static final Duration RUN = Duration.ofNanos(100);
    private static final Outcome<Integer> ANSWERED =
            new Answered<>(1, Duration.ZERO, Duration.ZERO, 1);

    private final Scheduler<Integer, Integer> scheduler;
    private final List<Future<?>> outcomes = new ArrayList<>();
    private volatile long nanos;

    /// Requests of which the observer must hear, and those of which it has heard.
    private int due;

    private int heard;

    SmallBatcher(int capacity, ProcessorSharing sharing) {
        scheduler =
                new Scheduler<>(
                        new BatchingProperties(Math.min(2, capacity), Duration.ZERO, capacity),
                        sharing,
                        this,
                        this);
        scheduler.ran(1, RUN, RUN); // so that a lane holds for inputs in preparation
    }

    /// Runs each of `parts` on a thread of its own, and waits for all.
    void runTogether(Runnable... parts) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable part : parts) {
            Thread thread = new Thread(part);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts", e);
            }
        }
    }

    /// Hands out a ticket; there must be a place.
    Ticket<Integer, Integer> ticket() {
        Ticket<Integer, Integer> ticket = BatcherHarness.ticket(scheduler.admit(DEADLINE_NANOS));
        keep(ticket);
        return ticket;
    }

    Future<Outcome<Integer>> submit(Ticket<Integer, Integer> ticket) {
        owe();
        return ticket.submit(1, Duration.ZERO);
    }

    void submitAwaitAndClose(Ticket<Integer, Integer> ticket) {
        try {
            Outcome<Integer> _ = submit(ticket).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("no outcome", e);
        }
        close();
    }

    /// Submits a request if there is a place for it.
    void submitOne() {
        owe();
        switch (scheduler.submit(1, 2 * DEADLINE_NANOS)) {
            case Ticket<Integer, Integer> ticket -> keep(ticket);
            case Refused<Integer, Integer> _ -> {}
        }
    }

    /// Lets the deadline of every ticket pass that is out.
    void passDeadlines() {
        nanos = DEADLINE_NANOS;
    }

    void close() {
        scheduler.close();
    }

    /// The life of a shared lane, without a function.
    void serve() {
        serve(Lane.Kind.SHARED);
    }

    void serveSolo() {
        serve(Lane.Kind.SOLO);
    }

    private void serve(Lane.Kind kind) {
        Dequeued<Integer, Integer> dequeued = scheduler.take(kind);
        while (!dequeued.isEmpty()) {
            dequeued.expire(this);
            if (!dequeued.batch().isEmpty()) {
                hear(dequeued.batch().size());
                dequeued.batch().getFirst().complete(ANSWERED);
                dequeued.batch().getLast().complete(ANSWERED);
                scheduler.finished(kind);
            }
            dequeued = scheduler.take(kind);
        }
    }

    /// Checks that every ticket has had its one end. When all threads are over.
    void assertEnds() {
        check(scheduler.currentLoad().equals(Moment.NOTHING), "a place is not free");
        for (Future<?> outcome : outcomes) {
            check(outcome.isDone(), "a ticket has no end");
        }
        check(heard == due, "a request is counted twice or not at all");
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }

    private synchronized void keep(Ticket<Integer, Integer> ticket) {
        outcomes.add(ticket.outcome());
    }

    private synchronized void owe() {
        due++;
    }

    private synchronized void hear(int count) {
        heard += count;
    }

    @Override
    public void ran(List<Duration> queued, Duration ran) {}

    @Override
    public void retried(int size) {}

    @Override
    public void refused(Refusal reason) {
        hear(1);
    }

    @Override
    public void dropped(Drop reason, int count) {
        hear(count);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // who calls it loops
    public void await(Lock lock, Condition condition, long untilNanos) throws InterruptedException {
        condition.await();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // who calls it loops
    public void await(Condition condition) throws InterruptedException {
        condition.await();
    }
}
