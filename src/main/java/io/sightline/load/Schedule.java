package io.sightline.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The time at which each request is due, fixed before the first one is sent.
final class Schedule {

    /// The maximum number of requests, because the times of all of them are kept until the end.
    static final int MAX_REQUESTS = 1_000_000;

    private static final double NANOS = 1e9;

    private final long[] offsetsNanos;

    private Schedule(long[] offsetsNanos) {
        this.offsetsNanos = offsetsNanos;
    }

    /// A schedule of `length` with `rate` arrivals a second on average.
    ///
    /// @param seed the same seed gives the same schedule
    static Schedule of(Arrivals arrivals, double rate, Duration length, long seed) {
        if (!(rate > 0 && rate <= MAX_REQUESTS)) { // written so that NaN fails too
            throw new IllegalArgumentException(
                    "rate is %s, must be above 0 and at most %d".formatted(rate, MAX_REQUESTS));
        }
        long count = Math.round(rate * (length.toNanos() / NANOS));
        if (count < 1 || count > MAX_REQUESTS) {
            throw new IllegalArgumentException(
                    "%s at %s a second are %d requests, must be from 1 to %d"
                            .formatted(length, rate, count, MAX_REQUESTS));
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

    /// The number of requests.
    int size() {
        return offsetsNanos.length;
    }

    /// When request `number` is due, in nanoseconds after the start; never before its predecessor.
    long offsetNanos(int number) {
        return offsetsNanos[number];
    }

    @Override
    public String toString() {
        return Arrays.toString(offsetsNanos);
    }
}
