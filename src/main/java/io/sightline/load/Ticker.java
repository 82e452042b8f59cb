package io.sightline.load;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The clock of an open loop: reads the time, and waits for a time.
interface Ticker {

    /// The system's clock, [System#nanoTime()].
    Ticker SYSTEM =
            new Ticker() {

                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void await(long untilNanos) throws InterruptedException {
                    long remainingNanos = untilNanos - nanoTime();
                    while (remainingNanos > 0) {
                        if (Thread.interrupted()) {
                            throw new InterruptedException();
                        }
                        LockSupport.parkNanos(remainingNanos);
                        remainingNanos = untilNanos - nanoTime();
                    }
                }

                @Override
                public boolean acquire(Semaphore semaphore, long untilNanos)
                        throws InterruptedException {
                    return semaphore.tryAcquire(untilNanos - nanoTime(), TimeUnit.NANOSECONDS);
                }
            };

    /// The current time in nanoseconds since an arbitrary moment.
    long nanoTime();

    /// Waits until the time is `untilNanos`.
    void await(long untilNanos) throws InterruptedException;

    /// Takes a permit of `semaphore`, and waits for one until the time is `untilNanos`.
    ///
    /// @return whether there was one
    boolean acquire(Semaphore semaphore, long untilNanos) throws InterruptedException;
}
