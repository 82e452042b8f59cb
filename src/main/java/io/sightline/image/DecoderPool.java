package io.sightline.image;

import io.sightline.machine.Niceness;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// A fixed number of platform threads that work while their callers, virtual threads, wait.
///
/// Decoding computes without pause. On the callers' virtual threads it would occupy their carriers,
/// and more decodings at once than there are processors would only take time from the lanes. Each
/// caller waits for its own work, so the queue is never longer than there are callers. Thread-safe.
final class DecoderPool implements AutoCloseable {

    private final ThreadFactory named =
            Thread.ofPlatform().daemon().name("sightline-decode-", 1).factory();
    private final ThreadPoolExecutor threads;
    private final DecodingGate gate;
    private final LongSupplier clock;

    /// @param gate what each piece of work waits for before it begins
    DecoderPool(int size, DecodingGate gate) {
        this(size, gate, System::nanoTime);
    }

    /// @param clock the time that deadlines are compared with, in nanoseconds
    DecoderPool(int size, DecodingGate gate, LongSupplier clock) {
        this.clock = clock;
        this.gate = gate;
        threads =
                new ThreadPoolExecutor(
                        size,
                        size,
                        0,
                        TimeUnit.NANOSECONDS,
                        new LinkedBlockingQueue<>(),
                        this::yieldingThread);
    }

    /// Lets the lanes go first, whatever the thread that needs the pool is to the system.
    private Thread yieldingThread(Runnable work) {
        return named.newThread(
                () -> {
                    Niceness.yieldToLanes();
                    work.run();
                });
    }

    /// Runs `work` on a thread of the pool and waits for it until the deadline.
    ///
    /// Work that has not begun by then never begins. Work that has goes on, with nobody waiting for
    /// it: native code cannot be stopped.
    ///
    /// @param deadlineNanos a value of [System#nanoTime]
    /// @return empty if the deadline passed before the work was done
    /// @throws IllegalStateException if the pool is closed
    <T> Optional<T> run(Supplier<T> work, long deadlineNanos) throws InterruptedException {
        Job<T> job = new Job<>(work, deadlineNanos);
        try {
            threads.execute(job);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the decoder pool is closed", e);
        }
        try {
            return job.await();
        } finally {
            if (job.withdraw()) {
                threads.remove(job);
            }
        }
    }

    /// Takes no more work, and waits until all that was accepted is done.
    @Override
    public void close() {
        threads.close();
    }

    /// One piece of work; whoever sets `claimed`, the thread or the withdrawing caller, has it.
    private final class Job<T> implements Runnable {

        private final AtomicBoolean claimed = new AtomicBoolean();
        private final CompletableFuture<Optional<T>> result = new CompletableFuture<>();
        private final Supplier<T> work;
        private final long deadlineNanos;

        Job(Supplier<T> work, long deadlineNanos) {
            this.work = work;
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public void run() {
            try {
                gate.await(deadlineNanos);
            } catch (InterruptedException _) {
                // the pool is closed; what it has taken is done at once
            }
            if (!claimed.compareAndSet(false, true)) {
                return;
            }
            if (remainingNanos() <= 0) {
                result.complete(Optional.empty());
                return;
            }
            try {
                T done = work.get();
                result.complete(remainingNanos() <= 0 ? Optional.empty() : Optional.of(done));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }

        Optional<T> await() throws InterruptedException {
            try {
                return result.get(remainingNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException _) {
                return Optional.empty(); // the caller withdraws it
            } catch (ExecutionException e) {
                throw new IllegalStateException("preparing an image failed", e.getCause());
            }
        }

        boolean withdraw() {
            return claimed.compareAndSet(false, true);
        }

        private long remainingNanos() {
            return deadlineNanos - clock.getAsLong();
        }
    }
}
