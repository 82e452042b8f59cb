package io.sightline.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// When each request is due, known before the first one is sent.
public final class Schedule {

    /// Every request's times are kept until the end.
    static final int MOST = 1_000_000;

    private static final double NANOS = 1e9;

    private final long[] offsetsNanos;

    private Schedule(long[] offsetsNanos) {
        this.offsetsNanos = offsetsNanos;
    }

    /// The arrivals of `length` at `rate` requests a second on average.
    ///
    /// @param seed the same seed gives the same schedule
    public static Schedule of(Arrivals arrivals, double rate, Duration length, long seed) {
        if (!(rate > 0 && rate <= MOST)) { // written so that NaN fails too
            throw new IllegalArgumentException(
                    "rate is %s, must be above 0 and at most %d".formatted(rate, MOST));
        }
        long count = Math.round(rate * (length.toNanos() / NANOS));
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    "%s at %s a second are %d requests, must be from 1 to %d"
                            .formatted(length, rate, count, MOST));
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long[] offsets = new long[(int) count];
        double nanos = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = (long) nanos;
            nanos +=
                    switch (arrivals) {
                        case CONSTANT -> NANOS / rate;
                        case POISSON -> random.nextExponential() * NANOS / rate;
                    };
        }
        return new Schedule(offsets);
    }

    /// How many requests.
    public int size() {
        return offsetsNanos.length;
    }

    /// When request `number` is due, in nanoseconds after the start; never before the one ahead.
    long offsetNanos(int number) {
        return offsetsNanos[number];
    }

    @Override
    public String toString() {
        return Arrays.toString(offsetsNanos);
    }
}
