package io.sightline.intake;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all uploads together may hold at once.
///
/// Thread-safe. The open reservations together never exceed the limit, and the sum is 0 once all
/// are closed. A refusal is immediate and changes nothing.
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

    /// The limit for all reservations together.
    public long limitBytes() {
        return limitBytes;
    }

    /// The sum of all open reservations.
    public long usedBytes() {
        return usedBytes.get();
    }

    /// A new reservation of 0 bytes.
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
    /// Used by one thread. Closing it returns all of it; a second close does nothing.
    public final class Reservation implements AutoCloseable {

        private long heldBytes;

        private Reservation() {}

        /// Reserves `bytes` more, if the budget allows it.
        ///
        /// @return whether they were reserved
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

        /// Returns `bytes` of it to the budget.
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
