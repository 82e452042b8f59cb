package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sightline.batching.Admission.Refused;
import io.sightline.batching.Outcome.Answered;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Runs of 100 ms by the clock of the bench; batches of up to 3, at most 4 waiting.
class BatcherPreparationTest {

    private static final Duration RUN = Duration.ofMillis(100);

    private final GatedDoubler doubler = new GatedDoubler();
    private final Bench bench =
            Bench.of(3, 4, new SlowFirst(() -> this.bench.clock.advance(RUN), doubler));

    @BeforeEach
    void learnThePace() throws Exception {
        Bench.await(bench.admit(0).getFirst());
        bench.awaitIdle(); // else the clock may move before the lane knows since when it is free
    }

    @AfterEach
    void closeBatcher() {
        doubler.openGate();
        bench.close();
    }

    @Test
    void runsARequestWithThoseInPreparation() throws Exception {
        Ticket<Integer, Integer> second = bench.prepare();
        Ticket<Integer, Integer> third = bench.prepare();
        Future<Outcome<Integer>> first = bench.admit(1).getFirst();

        Future<Outcome<Integer>> _ = second.submit(2, Duration.ZERO);
        Future<Outcome<Integer>> _ = third.submit(3, Duration.ZERO);

        assertThat(batchSize(first)).isEqualTo(3);
        assertThat(bench.batcher.queueDepth()).isZero();
    }

    @Test
    void countsTheTimeSinceATicketWasHandedOutAsWaitedExceptItsPreparation() throws Exception {
        Ticket<Integer, Integer> ticket = bench.prepare();
        bench.clock.advance(RUN);

        Future<Outcome<Integer>> outcome = ticket.submit(1, RUN.dividedBy(4));

        doubler.openGate();
        assertThat(Bench.await(outcome))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered ->
                                assertThat(answered.queued())
                                        .isEqualTo(RUN.multipliedBy(3).dividedBy(4)));
    }

    @Test
    void waitsForNoneThatWillNotCome() throws Exception {
        Ticket<Integer, Integer> refused = bench.prepare();
        Future<Outcome<Integer>> first = bench.admit(1).getFirst();

        refused.close();

        assertThat(batchSize(first)).isOne();
    }

    @Test
    void waitsNoLongerThanHalfARun() throws Exception {
        Ticket<Integer, Integer> slow = bench.prepare();
        Future<Outcome<Integer>> first = bench.admit(1).getFirst();

        bench.clock.advance(RUN.dividedBy(2));

        assertThat(batchSize(first)).isOne();
        slow.close();
    }

    @Test
    void waitsForNoneOnceTheBatchIsFull() throws Exception {
        Ticket<Integer, Integer> slow = bench.prepare();

        List<Future<Outcome<Integer>>> batch = bench.admit(1, 2, 3);

        assertThat(batchSize(batch.getFirst())).isEqualTo(3);
        slow.close();
    }

    @Test
    void waitsForNoneOnceItCloses() throws Exception {
        Ticket<Integer, Integer> slow = bench.prepare();
        Future<Outcome<Integer>> first = bench.admit(1).getFirst();

        doubler.openGate();
        bench.close();

        assertThat(batchSize(first)).isOne();
        slow.close();
    }

    @Test
    void givesThoseInPreparationAPlace() {
        try (var _ = bench.prepare();
                var _ = bench.prepare();
                var _ = bench.prepare();
                var _ = bench.prepare()) {
            assertThat(bench.batcher.queueDepth()).isEqualTo(4);
            assertThat(bench.submit(1)).isEqualTo(new Refused<>(Refusal.FULL));
        }

        assertThat(bench.submit(1)).isInstanceOf(Ticket.class);
    }

    @Test
    void freesThePlaceOfATicketOnce() {
        Ticket<Integer, Integer> ticket = bench.prepare();

        ticket.close();
        ticket.close();

        assertThat(bench.batcher.queueDepth()).isZero();
    }

    @Test
    void takesAnInputOnce() {
        Ticket<Integer, Integer> ticket = bench.prepare();
        ticket.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> ticket.submit(1, Duration.ZERO))
                .withMessage("ticket was submitted or closed, must be submitted once");
        assertThat(ticket.outcome().isCancelled()).isTrue();
    }

    @Test
    void refusesAnInputThatComesAfterItsClose() {
        Ticket<Integer, Integer> ticket = bench.prepare();
        bench.close();

        Future<Outcome<Integer>> outcome = ticket.submit(1, Duration.ZERO);

        assertThat(outcome.resultNow()).isEqualTo(new Outcome.Refused<>(Refusal.CLOSED));
        assertThat(bench.observer.events()).endsWith("refused CLOSED");
        assertThat(bench.batcher.queueDepth()).isZero();
    }

    @Test
    void givesUpARequestWhoseTicketIsClosedWhileItWaits() throws Exception {
        bench.admit(1);
        doubler.awaitBusy();
        Ticket<Integer, Integer> ticket = bench.prepare();
        Future<Outcome<Integer>> outcome = ticket.submit(2, Duration.ZERO);

        ticket.close();

        assertThat(outcome.isCancelled()).isTrue();
        assertThat(bench.batcher.queueDepth()).isZero();
        assertThat(bench.observer.events()).endsWith("dropped 1 WITHDRAWN");
    }

    @Test
    void keepsProcessorsFromOthersWhileItsOnlyLaneRuns() throws Exception {
        bench.batcher.awaitProcessors(bench.clock.in(Bench.FAR));
        bench.admit(1);
        doubler.awaitBusy();
        FutureTask<Void> wait = awaitProcessors(Bench.FAR);

        bench.clock.awaitWaiting(1);
        boolean over = wait.isDone();
        doubler.openGate();

        Bench.await(wait);
        assertThat(over).isFalse();
    }

    @Test
    void keepsProcessorsFromNoneBeyondTheirDeadline() throws Exception {
        bench.admit(1);
        doubler.awaitBusy();
        FutureTask<Void> wait = awaitProcessors(Duration.ofMillis(1));
        bench.clock.awaitWaiting(1);

        bench.clock.advance(Duration.ofMillis(1));

        assertThat(Bench.await(wait)).isNull();
    }

    private FutureTask<Void> awaitProcessors(Duration atMost) {
        long deadlineNanos = bench.clock.in(atMost);
        FutureTask<Void> wait =
                new FutureTask<>(
                        () -> {
                            bench.batcher.awaitProcessors(deadlineNanos);
                            return null;
                        });
        Thread.ofVirtual().start(wait);
        return wait;
    }

    private int batchSize(Future<Outcome<Integer>> future) throws Exception {
        doubler.openGate();
        return ((Answered<Integer>) Bench.await(future)).batchSize();
    }
}
