package io.sightline.batching;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/// How lanes wait for the queue to change, and who wakes them.
///
/// Every method is called under the lock that it was made with.
final class LaneWaits {

    private final Lock lock;
    private final Ticker ticker;
    private final Condition work;
    private final Condition soloWork;
    private boolean held;

    LaneWaits(Lock lock, Ticker ticker) {
        this.lock = lock;
        this.ticker = ticker;
        this.work = lock.newCondition();
        this.soloWork = lock.newCondition();
    }

    /// Whether a lane holds for company.
    boolean isHeld() {
        return held;
    }

    /// Lets the calling lane wait for company, at most until `untilNanos`.
    void hold(long untilNanos) {
        held = true;
        try {
            ticker.await(lock, work, untilNanos);
        } catch (InterruptedException _) {
            // ends nothing: the caller looks again, as after a signal
        } finally {
            held = false;
        }
    }

    /// Lets the calling lane wait until it is woken.
    void idle(Lane.Kind lane) {
        try {
            ticker.await(
                    switch (lane) {
                        case SHARED -> work;
                        case SOLO -> soloWork;
                    });
        } catch (InterruptedException _) {
            // as above
        }
    }

    void wake(BatchingPolicy.Wake whom) {
        switch (whom) {
            case SHARED_LANE -> work.signal();
            case SOLO_LANE -> soloWork.signal();
            case NOBODY -> {}
        }
    }

    void wakeAll() {
        work.signalAll();
        soloWork.signalAll();
    }
}
