package io.sightline.batching;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// The clock of a batcher: reads the time, and waits for a time.
interface Ticker {

    /// The system's clock, [System#nanoTime()].
    Ticker SYSTEM =
            new Ticker() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                @SuppressWarnings("WaitNotInLoop") // who calls it loops, as its doc says
                public void await(Lock lock, Condition condition, long untilNanos)
                        throws InterruptedException {
                    boolean _ = condition.await(untilNanos - nanoTime(), TimeUnit.NANOSECONDS);
                }

                @Override
                @SuppressWarnings("WaitNotInLoop") // who calls it loops, as its doc says
                public void await(Condition condition) throws InterruptedException {
                    condition.await();
                }
            };

    /// The current time in nanoseconds since an arbitrary moment.
    long nanoTime();

    /// Waits until `condition` is signalled or the time is `untilNanos`. May return early, so
    /// callers check again in a loop.
    ///
    /// @param lock of the condition, which the caller holds
    void await(Lock lock, Condition condition, long untilNanos) throws InterruptedException;

    /// Waits until `condition` is signalled. May return early, so callers check again in a loop.
    void await(Condition condition) throws InterruptedException;
}
