package io.sightline.load;

import java.time.Duration;

/// An open-loop load of one rate, and its report.
///
/// @param arrivals how the times between arrivals are distributed
/// @param warmUp how long the load runs before the measurement; may be zero
/// @param duration how long the load is measured
/// @param deadline after which an answer is of no use
/// @param connections the maximum number of requests under way at once
/// @param seed of the schedule
public record LoadTest(
        Arrivals arrivals,
        Duration warmUp,
        Duration duration,
        Duration deadline,
        int connections,
        long seed) {

    public LoadTest {
        if (warmUp.isNegative()) {
            throw new IllegalArgumentException(
                    "warm-up is %s, must not be negative".formatted(warmUp));
        }
        if (!duration.isPositive()) {
            throw new IllegalArgumentException(
                    "duration is %s, must be positive".formatted(duration));
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException(
                    "deadline is %s, must be positive".formatted(deadline));
        }
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "connections is %d, must be at least 1".formatted(connections));
        }
    }

    /// Sends `rate` requests a second to `subject`, and waits for the last reply.
    public LoadReport run(double rate, Subject subject) throws InterruptedException {
        Schedule schedule = Schedule.of(arrivals, rate, warmUp.plus(duration), seed);
        OpenLoop loop = new OpenLoop(connections, deadline, Ticker.SYSTEM);
        return LoadReport.of(loop.run(schedule, subject), warmUp, duration, deadline);
    }
}
