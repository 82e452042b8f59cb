package io.sightline.batching;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A clock that moves when told. It starts just before its reading wraps around, as
/// [System#nanoTime()] may.
final class ManualClock implements LongSupplier {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /// The reading after `time` from now.
    long in(Duration time) {
        return nanos.get() + time.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }
}
