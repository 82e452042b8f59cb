package io.sightline.batching;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A clock that moves when told, and tells when a lane looks at it. It starts just before its
/// reading wraps around, as [System#nanoTime()] may.
final class ManualClock implements LongSupplier {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private final CountDownLatch looked = new CountDownLatch(1);

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /// The reading after `time` from now.
    long in(Duration time) {
        return nanos.get() + time.toNanos();
    }

    /// Waits until a lane has looked. It looks under the lock of the queue, so whoever gets that
    /// lock next finds it waiting or gone with a batch.
    void awaitLane() throws InterruptedException {
        if (!looked.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("no lane looked at the clock within 10 s");
        }
    }

    @Override
    public long getAsLong() {
        if (Thread.currentThread().getName().contains("-lane-")) {
            looked.countDown();
        }
        return nanos.get();
    }
}
