package io.sightline.intake;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Says whether a request may come in, and counts those that are inside.
///
/// Thread-safe. The check and the count are one step, so that a request is either refused or waited
/// for by [#awaitEmpty()], never neither.
public final class Intake {

    /// Where the service is in its life, in this order; only [#reopen()] goes back.
    public enum State {
        /// Nothing comes in yet.
        STARTING,
        /// Every request comes in.
        OPEN,
        /// Every request still comes in, but its client should look for another instance.
        LEAVING,
        /// Nothing comes in any more.
        CLOSED
    }

    private final Lock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private State state = State.STARTING;
    private int inside;

    /// Lets one request in if the state, which is returned, is [State#OPEN] or [State#LEAVING];
    /// then [#leave()] must follow.
    public State enter() {
        lock.lock();
        try {
            if (state == State.OPEN || state == State.LEAVING) {
                inside++;
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// Ends a request that was let in.
    public void leave() {
        lock.lock();
        try {
            inside--;
            if (inside == 0) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Begins again if it is leaving or closed; otherwise does nothing.
    void reopen() {
        lock.lock();
        try {
            if (state.compareTo(State.OPEN) > 0) {
                state = State.OPEN;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Moves on to `next`; a move back is ignored.
    ///
    /// @return the number of requests inside
    public int advance(State next) {
        lock.lock();
        try {
            if (next.compareTo(state) > 0) {
                state = next;
            }
            return inside;
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing comes in any more.
    public boolean isClosed() {
        lock.lock();
        try {
            return state == State.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no request is inside.
    void awaitEmpty() throws InterruptedException {
        lock.lock();
        try {
            while (inside > 0) {
                empty.await();
            }
        } finally {
            lock.unlock();
        }
    }
}
