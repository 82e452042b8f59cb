package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecoderPoolTest {

    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final DecoderPool pool = new DecoderPool(1, DecodingGate.OPEN);

    @AfterEach
    void closePool() {
        gate.countDown();
        pool.close();
    }

    @Test
    void runsWorkOnItsOwnNamedDaemonThread() throws InterruptedException {
        Optional<Thread> thread = pool.run(Thread::currentThread, inAMinute());

        assertThat(thread)
                .hasValueSatisfying(
                        it -> {
                            assertThat(it.getName()).isEqualTo("sightline-decode-1");
                            assertThat(it.isDaemon()).isTrue();
                            assertThat(it.isVirtual()).isFalse();
                        });
    }

    @Test
    void neverBeginsWorkWhoseDeadlineHasPassed() throws InterruptedException {
        AtomicBoolean begun = new AtomicBoolean();

        Optional<Boolean> result = pool.run(() -> begun.getAndSet(true), System.nanoTime() - 1);

        assertThat(result).isEmpty();
        assertThat(begun).isFalse();
    }

    @Test
    void withdrawsWorkThatWaitsBeyondItsDeadline() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        FutureTask<Optional<String>> first = occupy(inAMinute());

        Optional<Boolean> second =
                pool.run(() -> begun.getAndSet(true), System.nanoTime() + 1_000_000);
        gate.countDown();

        assertThat(second).isEmpty();
        assertThat(first.get()).contains("done");
        assertThat(pool.run(() -> "next", inAMinute())).contains("next");
        assertThat(begun).isFalse();
    }

    @Test
    void beginsWorkWhenItsTurnComes() throws Exception {
        CountDownLatch turn = new CountDownLatch(1);
        AtomicBoolean begun = new AtomicBoolean();
        try (DecoderPool patient = new DecoderPool(1, _ -> turn.await())) {
            Optional<Boolean> tooLate =
                    patient.run(() -> begun.getAndSet(true), System.nanoTime() + 1_000_000);
            boolean early = begun.get();
            turn.countDown();

            assertThat(tooLate).isEmpty();
            assertThat(early).isFalse();
            assertThat(patient.run(begun::get, inAMinute())).contains(false);
        }
    }

    @Test
    void answersAtTheDeadlineWhileTheWorkGoesOn() throws Exception {
        while (busy.getCount() > 0) { // what did not begin in a moment is tried again
            assertThat(pool.run(this::waitAtTheGate, inAMoment())).isEmpty();
        }

        gate.countDown();
        assertThat(pool.run(() -> "next", inAMinute())).contains("next");
    }

    @Test
    void dropsWhatIsDoneAfterTheDeadline() throws Exception {
        AtomicLong clock = new AtomicLong();
        long deadlineNanos = TimeUnit.MINUTES.toNanos(1);
        try (DecoderPool timed = new DecoderPool(1, DecodingGate.OPEN, clock::get)) {

            Optional<Long> result = timed.run(() -> clock.addAndGet(deadlineNanos), deadlineNanos);

            assertThat(result).isEmpty();
        }
    }

    @Test
    void withdrawsWorkOfAnInterruptedCaller() throws Exception {
        AtomicBoolean begun = new AtomicBoolean();
        FutureTask<Optional<String>> first = occupy(inAMinute());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> pool.run(() -> begun.getAndSet(true), inAMinute()))
                .isInstanceOf(InterruptedException.class);

        gate.countDown();
        assertThat(first.get()).contains("done");
        assertThat(pool.run(() -> "next", inAMinute())).contains("next");
        assertThat(begun).isFalse();
    }

    @Test
    void saysWhatWentWrongInTheWork() {
        RuntimeException cause = new ArithmeticException("broken");

        assertThatThrownBy(
                        () ->
                                pool.run(
                                        () -> {
                                            throw cause;
                                        },
                                        inAMinute()))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(cause);
    }

    @Test
    void finishesWhatItTookBeforeItCloses() throws Exception {
        FutureTask<Optional<String>> taken = occupy(inAMinute());
        CompletableFuture<Void> closed = CompletableFuture.runAsync(pool::close);

        gate.countDown();

        closed.get();
        assertThat(taken.get()).contains("done");
    }

    @Test
    void refusesWorkOnceClosed() {
        pool.close();

        assertThatThrownBy(() -> pool.run(() -> "late", inAMinute()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the decoder pool is closed");
    }

    /// Keeps the only thread busy until the gate opens; returns once it is.
    private FutureTask<Optional<String>> occupy(long deadlineNanos) throws InterruptedException {
        FutureTask<Optional<String>> task =
                new FutureTask<>(() -> pool.run(this::waitAtTheGate, deadlineNanos));
        Thread.ofVirtual().start(task);
        busy.await();
        return task;
    }

    private String waitAtTheGate() {
        busy.countDown();
        try {
            gate.await();
            return "done";
        } catch (InterruptedException _) {
            return "interrupted";
        }
    }

    private static long inAMoment() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    }

    private static long inAMinute() {
        return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    }
}
