package io.sightline.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/// Sends the requests of a schedule when they are due, each on a platform thread.
///
/// One thread at a time waits for the next request to be due. It lets another wait for the one
/// after, and sends its own: so no request waits for a thread to wake, and no reply for another
/// thread to notice it.
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
        try (ExecutorService clients = Clients.executor()) {
            Run run = new Run(schedule, subject, clients, connections, patience.toNanos());
            clients.execute(() -> run.send(0));
            return run.await();
        }
    }

    private static final class Run {

        private final Schedule schedule;
        private final Subject subject;
        private final ExecutorService clients;
        private final Semaphore free;
        private final long patienceNanos;
        private final AtomicReferenceArray<Sample> samples;
        private final AtomicInteger missing;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final long startNanos = System.nanoTime();

        Run(
                Schedule schedule,
                Subject subject,
                ExecutorService clients,
                int connections,
                long patienceNanos) {
            this.schedule = schedule;
            this.subject = subject;
            this.clients = clients;
            this.free = new Semaphore(connections);
            this.patienceNanos = patienceNanos;
            this.samples = new AtomicReferenceArray<>(schedule.size());
            this.missing = new AtomicInteger(schedule.size());
        }

        /// Waits until request `number` is due, and then for its reply.
        void send(int number) {
            long dueNanos = schedule.offsetNanos(number);
            try {
                TimeUnit.NANOSECONDS.sleep(dueNanos - nanos());
                boolean sends =
                        free.tryAcquire(dueNanos + patienceNanos - nanos(), TimeUnit.NANOSECONDS);
                if (number + 1 < schedule.size()) {
                    clients.execute(() -> send(number + 1));
                }
                samples.set(number, sends ? ask(number, dueNanos) : unsent(dueNanos));
                if (missing.decrementAndGet() == 0) {
                    done.complete(null);
                }
            } catch (InterruptedException | RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }

        private Sample ask(int number, long dueNanos) throws InterruptedException {
            try {
                long sentNanos = nanos();
                Reply reply = subject.ask(number);
                return new Sample(dueNanos, sentNanos, nanos(), reply);
            } finally {
                free.release();
            }
        }

        private Sample unsent(long dueNanos) {
            long nowNanos = nanos();
            return new Sample(dueNanos, nowNanos, nowNanos, Reply.NOT_SENT);
        }

        private long nanos() {
            return System.nanoTime() - startNanos;
        }

        List<Sample> await() throws InterruptedException {
            try {
                Void _ = done.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the run has failed", e.getCause());
            }
            return IntStream.range(0, samples.length()).mapToObj(samples::get).toList();
        }
    }
}
