package io.sightline.intake;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Decides whether a request may come in, and counts the requests inside.
///
/// Thread-safe. The decision and the count are one atomic step, so every request is either refused
/// or waited for by [#awaitEmpty()].
public final class Intake {

    /// The stages of the service's life, in this order; only [#reopen()] goes back.
    public enum State {
        /// No request is let in yet.
        STARTING,
        /// Every request is let in.
        OPEN,
        /// Every request is still let in, but its client should move to another instance.
        LEAVING,
        /// No request is let in any more.
        CLOSED
    }

    private final Lock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private State state = State.STARTING;
    private int inside;

    /// Lets one request in if the state is [State#OPEN] or [State#LEAVING]. The caller must then
    /// call [#leave()] when the request ends.
    ///
    /// @return the state, which says whether the request was let in
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

    /// Opens again if the service is leaving or closed; otherwise does nothing.
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

    /// Whether no request is let in any more.
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
