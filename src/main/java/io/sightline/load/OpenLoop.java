package io.sightline.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/// Sends each request of a schedule when it is due. Each has its own platform thread, so that no
/// other thread has to run before its reply is noticed.
///
/// At most `connections` requests are under way at once. A request that finds no free connection
/// waits for one, and the wait is part of its latency. After `patience` it is given up unsent. The
/// requests behind it wait too, as they would for the same connections. So a run ends as soon as
/// each request that was sent has ended.
///
/// @param connections the maximum number of requests under way at once; at least 1
/// @param patience how long a request is of use after it was due
/// @param ticker the clock that the schedule is kept by
record OpenLoop(int connections, Duration patience, Ticker ticker) {

    OpenLoop {
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "connections is %d, must be at least 1".formatted(connections));
        }
    }

    /// Sends all requests of `schedule` and waits for the last reply.
    ///
    /// @return a sample for each request, in the order of the schedule
    List<Sample> run(Schedule schedule, Subject subject) throws InterruptedException {
        List<Future<Sample>> samples = new ArrayList<>();
        Semaphore free = new Semaphore(connections);
        long startNanos = ticker.nanoTime();
        try (ExecutorService clients = Clients.executor()) {
            for (int i = 0; i < schedule.size(); i++) {
                int number = i;
                long dueNanos = schedule.offsetNanos(i);
                ticker.await(startNanos + dueNanos);
                if (ticker.acquire(free, startNanos + dueNanos + patience.toNanos())) {
                    samples.add(
                            clients.submit(() -> ask(subject, number, startNanos, dueNanos, free)));
                } else {
                    long nowNanos = ticker.nanoTime() - startNanos;
                    samples.add(
                            CompletableFuture.completedFuture(
                                    new Sample(dueNanos, nowNanos, nowNanos, Reply.NOT_SENT)));
                }
            }
            return ended(samples);
        }
    }

    private static List<Sample> ended(List<Future<Sample>> samples) throws InterruptedException {
        List<Sample> ended = new ArrayList<>();
        for (Future<Sample> sample : samples) {
            try {
                ended.add(sample.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a request could not be sent", e.getCause());
            }
        }
        return ended;
    }

    private Sample ask(Subject subject, int number, long startNanos, long dueNanos, Semaphore free)
            throws InterruptedException {
        try {
            long sentNanos = ticker.nanoTime() - startNanos;
            Reply reply = subject.ask(number);
            return new Sample(dueNanos, sentNanos, ticker.nanoTime() - startNanos, reply);
        } finally {
            free.release();
        }
    }
}
