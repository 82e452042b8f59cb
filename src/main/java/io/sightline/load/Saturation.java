package io.sightline.load;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.LongAdder;

/// Clients that never pause, to find the highest throughput of a subject. Measures no latencies.
///
/// @param clients their number; each has one request under way at a time
/// @param warmUp how long they run before the measurement
/// @param duration how long they are measured
public record Saturation(int clients, Duration warmUp, Duration duration) {

    private static final double NANOS = 1e9;

    /// Runs the clients against `subject`.
    ///
    /// @return requests answered a second
    public double run(Subject subject) throws InterruptedException {
        LongAdder answered = new LongAdder();
        long fromNanos = System.nanoTime() + warmUp.toNanos();
        long endNanos = fromNanos + duration.toNanos();
        try (ExecutorService executor = Clients.executor()) {
            for (int client = 0; client < clients; client++) {
                int first = client;
                executor.execute(() -> ask(subject, first, fromNanos, endNanos, answered));
            }
        }
        return answered.sum() / (duration.toNanos() / NANOS);
    }

    private void ask(
            Subject subject, int first, long fromNanos, long endNanos, LongAdder answered) {
        try {
            for (int i = first; System.nanoTime() - endNanos < 0; i += clients) {
                Reply reply = subject.ask(i);
                long nowNanos = System.nanoTime();
                boolean counts = nowNanos - fromNanos >= 0 && nowNanos - endNanos < 0;
                if (counts && reply.kind() == Reply.Kind.ANSWERED) {
                    answered.increment();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the run was given up", e);
        }
    }
}
