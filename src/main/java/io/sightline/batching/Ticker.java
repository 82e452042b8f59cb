package io.sightline.batching;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// The time that a batcher goes by: what is read and what is waited for is the same.
interface Ticker {

    /// The time of [System#nanoTime()].
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

    /// Now, in nanoseconds since some moment.
    long nanoTime();

    /// Waits until `condition` is signalled or it is `untilNanos`. May return early, so callers
    /// look again.
    ///
    /// @param lock of the condition, which the caller holds
    void await(Lock lock, Condition condition, long untilNanos) throws InterruptedException;

    /// Waits until `condition` is signalled. May return early, so callers look again.
    void await(Condition condition) throws InterruptedException;
}
