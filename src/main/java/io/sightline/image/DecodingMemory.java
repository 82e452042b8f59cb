package io.sightline.image;

import io.sightline.image.MemoryAdmission.Busy;
import io.sightline.image.MemoryAdmission.Granted;
import io.sightline.image.MemoryAdmission.Impossible;
import io.sightline.image.pixels.Footprint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The memory that images may hold while they are decoded, over all threads.
///
/// Thread-safe: one lock owns everything. What is granted and kept never exceeds the limits when it
/// is granted. Images that do not fit wait in order of arrival; a later one overtakes them if the
/// first of them would still fit beside it and all those that overtook before. So a small image
/// does not wait for a large one, and a large one waits for other large ones only.
public final class DecodingMemory {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final NativeLimit nativeLimit;
    private final long heapLimitBytes;
    private final Kept kept;
    private Footprint granted = Footprint.NOTHING;
    private Footprint overtook = Footprint.NOTHING;

    /// @param headroom bytes outside the heap that the process may still take
    /// @param heapLimitBytes bytes of the heap that images may hold
    /// @param kept what decoders keep between images
    DecodingMemory(LongSupplier headroom, long heapLimitBytes, Kept kept) {
        this.nativeLimit = new NativeLimit(headroom);
        this.heapLimitBytes = heapLimitBytes;
        this.kept = kept;
    }

    /// Memory outside the heap that is kept between images, to be used again.
    interface Kept {

        /// How much that is now.
        long bytes();

        /// Lets go of it, and of what was freed before, for an image that would not fit otherwise.
        void letGo();
    }

    /// The most that images may hold now, what is kept between them included.
    public Footprint limit() {
        lock.lock();
        try {
            return limit(Long.MAX_VALUE);
        } finally {
            lock.unlock();
        }
    }

    /// What is granted to images, or kept for the next.
    public Footprint used() {
        lock.lock();
        try {
            return held();
        } finally {
            lock.unlock();
        }
    }

    /// Images that wait for memory.
    public int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }

    /// Takes what an image needs, if it is there at once.
    MemoryAdmission take(Footprint need) {
        lock.lock();
        try {
            return decide(need, waiters.peekFirst());
        } finally {
            lock.unlock();
        }
    }

    /// Takes what an image needs, and waits for it until the deadline.
    ///
    /// @param deadlineNanos a value of [System#nanoTime]
    /// @return [Busy] if the deadline came first
    MemoryAdmission await(Footprint need, long deadlineNanos) throws InterruptedException {
        Waiter waiter = new Waiter(need);
        lock.lockInterruptibly();
        try {
            waiters.addLast(waiter);
            while (true) {
                Waiter first = waiters.peekFirst();
                MemoryAdmission admission = decide(need, first == waiter ? null : first);
                long remainingNanos = deadlineNanos - System.nanoTime();
                if (!(admission instanceof Busy) || remainingNanos <= 0) {
                    return admission;
                }
                long _ = changed.awaitNanos(remainingNanos);
            }
        } finally {
            waiters.remove(waiter);
            changed.signalAll();
            lock.unlock();
        }
    }

    /// @param ahead the first of those who wait and came before; null if there is none
    private MemoryAdmission decide(Footprint need, @Nullable Waiter ahead) {
        if (need.heapBytes() > heapLimitBytes) {
            return new Impossible(need.heapBytes(), heapLimitBytes);
        }
        Footprint limit = limit(need.nativeBytes());
        boolean fits = held().plus(need).fitsIn(limit);
        if (!fits && granted.equals(Footprint.NOTHING)) {
            kept.letGo();
            limit = limit(need.nativeBytes());
            if (!held().plus(need).fitsIn(limit)) {
                return new Impossible(need.nativeBytes(), limit.nativeBytes());
            }
            fits = true;
        }
        if (!fits) {
            return nativeLimit.isBeyond(need.nativeBytes())
                    ? new Impossible(need.nativeBytes(), limit.nativeBytes())
                    : new Busy();
        }
        if (ahead == null) {
            return grant(need, Footprint.NOTHING);
        }
        boolean beside = ahead.need().plus(overtook).plus(need).fitsIn(limit);
        return beside ? grant(need, need) : new Busy();
    }

    private Granted grant(Footprint need, Footprint overtaking) {
        granted = granted.plus(need);
        overtook = overtook.plus(overtaking);
        return new Granted(new Grant(need, overtaking));
    }

    private Footprint held() {
        return granted.plus(new Footprint(kept.bytes(), 0));
    }

    private Footprint limit(long neededBytes) {
        long nativeBytes = nativeLimit.bytes(neededBytes, kept.bytes(), granted.nativeBytes());
        return new Footprint(nativeBytes, heapLimitBytes);
    }

    /// One image's place among those who wait.
    private static final class Waiter {

        private final Footprint need;

        Waiter(Footprint need) {
            this.need = need;
        }

        Footprint need() {
            return need;
        }
    }

    /// What one image holds, until it is closed; a second close does nothing.
    final class Grant implements AutoCloseable {

        private final Footprint holds;
        private final Footprint overtaking;
        private boolean closed;

        private Grant(Footprint holds, Footprint overtaking) {
            this.holds = holds;
            this.overtaking = overtaking;
        }

        long nativeBytes() {
            return holds.nativeBytes();
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (!closed) {
                    closed = true;
                    granted = granted.minus(holds);
                    overtook = overtook.minus(overtaking);
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
