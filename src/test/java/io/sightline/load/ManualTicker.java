package io.sightline.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A clock on which waiting for a time takes none: the time is there at once.
final class ManualTicker implements Ticker {

    /// Waits that end before this are over at once if there is no permit; others wait for one.
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong();
    private final CountDownLatch timeout = new CountDownLatch(1);

    /// Moves the time on.
    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /// Waits until someone has waited for a permit in vain.
    void awaitTimeout() throws InterruptedException {
        if (!timeout.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("no wait for a permit was in vain");
        }
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void await(long untilNanos) {
        nanos.accumulateAndGet(untilNanos, Math::max);
    }

    @Override
    public boolean acquire(Semaphore semaphore, long untilNanos) throws InterruptedException {
        if (untilNanos - nanos.get() >= LONG.toNanos()) {
            semaphore.acquire();
            return true;
        }
        if (semaphore.tryAcquire()) {
            return true;
        }
        await(untilNanos);
        timeout.countDown();
        return false;
    }
}
