package io.sightline.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Sends the requests of a schedule when they are due, each on a platform thread: no other thread
/// has to notice its reply first.
///
/// At most `connections` are under way at once. A request that finds none free waits for one, which
/// counts as its latency, for as long as `patience`; after that it is given up unsent. Those behind
/// it wait too, as they would anyway. So a run ends, whatever the subject does, once each request
/// sent has ended.
///
/// @param connections most requests under way at once; at least 1
/// @param patience how long a request is of use after it was due
record OpenLoop(int connections, Duration patience) {

    OpenLoop {
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "connections is %d, must be at least 1".formatted(connections));
        }
    }

    /// Runs all of `schedule` and waits for its last reply.
    ///
    /// @return a sample for each request, in the order of the schedule
    List<Sample> run(Schedule schedule, Subject subject) throws InterruptedException {
        List<Future<Sample>> samples = new ArrayList<>();
        Semaphore free = new Semaphore(connections);
        long startNanos = System.nanoTime();
        try (ExecutorService clients = Clients.executor()) {
            for (int i = 0; i < schedule.size(); i++) {
                int number = i;
                long dueNanos = schedule.offsetNanos(i);
                awaitNanos(startNanos + dueNanos);
                long waitNanos = startNanos + dueNanos + patience.toNanos() - System.nanoTime();
                if (free.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
                    samples.add(
                            clients.submit(() -> ask(subject, number, startNanos, dueNanos, free)));
                } else {
                    long nowNanos = System.nanoTime() - startNanos;
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

    private static Sample ask(
            Subject subject, int number, long startNanos, long dueNanos, Semaphore free)
            throws InterruptedException {
        try {
            long sentNanos = System.nanoTime() - startNanos;
            Reply reply = subject.ask(number);
            return new Sample(dueNanos, sentNanos, System.nanoTime() - startNanos, reply);
        } finally {
            free.release();
        }
    }

    private static void awaitNanos(long atNanos) throws InterruptedException {
        long remainingNanos = atNanos - System.nanoTime();
        while (remainingNanos > 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(remainingNanos);
            remainingNanos = atNanos - System.nanoTime();
        }
    }
}
