package io.sightline.intake;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that uploads may hold at once, over all requests.
///
/// Thread-safe. What all open reservations hold together never exceeds the limit, and returns to 0
/// when all are closed. A refusal is immediate and changes nothing.
public final class UploadBudget {

    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();

    public UploadBudget(long limitBytes) {
        if (limitBytes < 1) {
            throw new IllegalArgumentException(
                    "limitBytes is %d, must be at least 1".formatted(limitBytes));
        }
        this.limitBytes = limitBytes;
    }

    /// The most that all of them may hold.
    public long limitBytes() {
        return limitBytes;
    }

    /// What they hold now.
    public long usedBytes() {
        return usedBytes.get();
    }

    /// A reservation of nothing yet.
    public Reservation open() {
        return new Reservation();
    }

    private boolean take(long bytes) {
        long used = usedBytes.get();
        while (bytes <= limitBytes - used) {
            if (usedBytes.compareAndSet(used, used + bytes)) {
                return true;
            }
            used = usedBytes.get();
        }
        return false;
    }

    /// One request's share of the budget.
    ///
    /// Belongs to one thread. Closing it gives all of it back; a second close does nothing.
    public final class Reservation implements AutoCloseable {

        private long heldBytes;

        private Reservation() {}

        /// Takes `bytes` more, if the budget has them.
        ///
        /// @return whether it had
        public boolean grow(long bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException(
                        "bytes is %d, must not be negative".formatted(bytes));
            }
            if (!take(bytes)) {
                return false;
            }
            heldBytes += bytes;
            return true;
        }

        /// Gives `bytes` of it back.
        public void shrink(long bytes) {
            if (bytes < 0 || bytes > heldBytes) {
                throw new IllegalArgumentException(
                        "bytes is %d, must be from 0 to the %d held".formatted(bytes, heldBytes));
            }
            heldBytes -= bytes;
            usedBytes.addAndGet(-bytes);
        }

        @Override
        public void close() {
            shrink(heldBytes);
        }
    }
}
