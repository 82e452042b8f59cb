package io.sightline.batching;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// A clock that moves when told, and tells who looks at it and who waits by it. It starts just
/// before its reading wraps around, as [System#nanoTime()] may.
final class ManualClock implements Ticker {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Set<Sleeper> sleepers = ConcurrentHashMap.newKeySet();
    private int waiting; // guarded by this

    /// A thread that waits for a time; equal only to itself by its number.
    private record Sleeper(long thread, Lock lock, Condition condition) {

        private void wake() {
            lock.lock();
            try {
                condition.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Moves the time, and wakes those who wait for one.
    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
        sleepers.forEach(Sleeper::wake);
    }

    /// The reading after `time` from now.
    long in(Duration time) {
        return nanos.get() + time.toNanos();
    }

    /// Waits until a lane has looked. It looks under the lock of the queue, so whoever gets that
    /// lock next finds it waiting or gone with a batch.
    void awaitLane() throws InterruptedException {
        if (!looked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("no lane looked at the clock within " + LIMIT);
        }
    }

    /// Waits until at least `threads` wait by this clock, be it for a time or without one.
    synchronized void awaitWaiting(int threads) throws InterruptedException {
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        while (waiting < threads) {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (leftMillis <= 0) {
                throw new AssertionError(
                        "%d wait, not %d within %s".formatted(waiting, threads, LIMIT));
            }
            wait(leftMillis);
        }
    }

    private synchronized void count(int more) {
        waiting += more;
        notifyAll();
    }

    @Override
    public long nanoTime() {
        if (Thread.currentThread().getName().contains("-lane-")) {
            looked.countDown();
        }
        return nanos.get();
    }

    @Override
    public void await(Lock lock, Condition condition, long untilNanos) throws InterruptedException {
        Sleeper sleeper = new Sleeper(Thread.currentThread().threadId(), lock, condition);
        sleepers.add(sleeper);
        try {
            // Looked at after the sleeper can be seen, so that no advance goes unnoticed.
            if (untilNanos - nanos.get() > 0) {
                await(condition);
            }
        } finally {
            sleepers.remove(sleeper);
        }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // who calls it loops
    public void await(Condition condition) throws InterruptedException {
        count(1);
        try {
            condition.await();
        } finally {
            count(-1);
        }
    }
}
