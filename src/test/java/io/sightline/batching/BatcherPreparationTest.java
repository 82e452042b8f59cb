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

/// Runs of 100 ms by the clock of the harness; batches of up to 3, at most 4 waiting.
class BatcherPreparationTest {

    private static final Duration RUN = Duration.ofMillis(100);

    private final GatedDoubler doubler = new GatedDoubler();
    private final BatcherHarness harness =
            BatcherHarness.of(3, 4, new SlowFirst(() -> this.harness.clock.advance(RUN), doubler));

    @BeforeEach
    void learnThePace() throws Exception {
        BatcherHarness.await(harness.admit(0).getFirst());
        harness.awaitIdle(); // else the clock may move before the lane knows since when it is free
    }

    @AfterEach
    void closeBatcher() {
        doubler.openGate();
        harness.close();
    }

    @Test
    void runsARequestWithThoseInPreparation() throws Exception {
        Ticket<Integer, Integer> second = harness.prepare();
        Ticket<Integer, Integer> third = harness.prepare();
        Future<Outcome<Integer>> first = harness.admit(1).getFirst();

        Future<Outcome<Integer>> _ = second.submit(2, Duration.ZERO);
        Future<Outcome<Integer>> _ = third.submit(3, Duration.ZERO);

        assertThat(batchSize(first)).isEqualTo(3);
        assertThat(harness.batcher.queueDepth()).isZero();
    }

    @Test
    void countsTheTimeSinceATicketWasHandedOutAsWaitedExceptItsPreparation() throws Exception {
        Ticket<Integer, Integer> ticket = harness.prepare();
        harness.clock.advance(RUN);

        Future<Outcome<Integer>> outcome = ticket.submit(1, RUN.dividedBy(4));

        doubler.openGate();
        assertThat(BatcherHarness.await(outcome))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered ->
                                assertThat(answered.queued())
                                        .isEqualTo(RUN.multipliedBy(3).dividedBy(4)));
    }

    @Test
    void waitsForNoneThatWillNotCome() throws Exception {
        Ticket<Integer, Integer> refused = harness.prepare();
        Future<Outcome<Integer>> first = harness.admit(1).getFirst();

        refused.close();

        assertThat(batchSize(first)).isOne();
    }

    @Test
    void waitsNoLongerThanHalfARun() throws Exception {
        Ticket<Integer, Integer> slow = harness.prepare();
        Future<Outcome<Integer>> first = harness.admit(1).getFirst();

        harness.clock.advance(RUN.dividedBy(2));

        assertThat(batchSize(first)).isOne();
        slow.close();
    }

    @Test
    void waitsForNoneOnceTheBatchIsFull() throws Exception {
        Ticket<Integer, Integer> slow = harness.prepare();

        List<Future<Outcome<Integer>>> batch = harness.admit(1, 2, 3);

        assertThat(batchSize(batch.getFirst())).isEqualTo(3);
        slow.close();
    }

    @Test
    void waitsForNoneOnceItCloses() throws Exception {
        Ticket<Integer, Integer> slow = harness.prepare();
        Future<Outcome<Integer>> first = harness.admit(1).getFirst();

        doubler.openGate();
        harness.close();

        assertThat(batchSize(first)).isOne();
        slow.close();
    }

    @Test
    void givesThoseInPreparationAPlace() {
        try (Ticket<Integer, Integer> _ = harness.prepare();
                Ticket<Integer, Integer> _ = harness.prepare();
                Ticket<Integer, Integer> _ = harness.prepare();
                Ticket<Integer, Integer> _ = harness.prepare()) {
            assertThat(harness.batcher.queueDepth()).isEqualTo(4);
            assertThat(harness.submit(1)).isEqualTo(new Refused<>(Refusal.FULL));
        }

        assertThat(harness.submit(1)).isInstanceOf(Ticket.class);
    }

    @Test
    void freesThePlaceOfATicketOnce() {
        Ticket<Integer, Integer> ticket = harness.prepare();

        ticket.close();
        ticket.close();

        assertThat(harness.batcher.queueDepth()).isZero();
    }

    @Test
    void takesAnInputOnce() {
        Ticket<Integer, Integer> ticket = harness.prepare();
        ticket.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> ticket.submit(1, Duration.ZERO))
                .withMessage("ticket was submitted or closed, must be submitted once");
        assertThat(ticket.outcome().isCancelled()).isTrue();
    }

    @Test
    void refusesAnInputThatComesAfterItsClose() {
        Ticket<Integer, Integer> ticket = harness.prepare();
        harness.close();

        Future<Outcome<Integer>> outcome = ticket.submit(1, Duration.ZERO);

        assertThat(outcome.resultNow()).isEqualTo(new Outcome.Refused<>(Refusal.CLOSED));
        assertThat(harness.observer.events()).endsWith("refused CLOSED");
        assertThat(harness.batcher.queueDepth()).isZero();
    }

    @Test
    void givesUpARequestWhoseTicketIsClosedWhileItWaits() throws Exception {
        harness.admit(1);
        doubler.awaitBusy();
        Ticket<Integer, Integer> ticket = harness.prepare();
        Future<Outcome<Integer>> outcome = ticket.submit(2, Duration.ZERO);

        ticket.close();

        assertThat(outcome.isCancelled()).isTrue();
        assertThat(harness.batcher.queueDepth()).isZero();
        assertThat(harness.observer.events()).endsWith("dropped 1 WITHDRAWN");
    }

    @Test
    void keepsProcessorsFromOthersWhileItsOnlyLaneRuns() throws Exception {
        harness.batcher.awaitProcessors(harness.clock.in(BatcherHarness.FAR));
        harness.admit(1);
        doubler.awaitBusy();
        FutureTask<Void> wait = awaitProcessors(BatcherHarness.FAR);

        harness.clock.awaitWaiting(1);
        boolean over = wait.isDone();
        doubler.openGate();

        BatcherHarness.await(wait);
        assertThat(over).isFalse();
    }

    @Test
    void keepsProcessorsFromNoneBeyondTheirDeadline() throws Exception {
        harness.admit(1);
        doubler.awaitBusy();
        FutureTask<Void> wait = awaitProcessors(Duration.ofMillis(1));
        harness.clock.awaitWaiting(1);

        harness.clock.advance(Duration.ofMillis(1));

        assertThat(BatcherHarness.await(wait)).isNull();
    }

    private FutureTask<Void> awaitProcessors(Duration atMost) {
        long deadlineNanos = harness.clock.in(atMost);
        FutureTask<Void> wait =
                new FutureTask<>(
                        () -> {
                            harness.batcher.awaitProcessors(deadlineNanos);
                            return null;
                        });
        Thread.ofVirtual().start(wait);
        return wait;
    }

    private int batchSize(Future<Outcome<Integer>> future) throws Exception {
        doubler.openGate();
        return ((Answered<Integer>) BatcherHarness.await(future)).batchSize();
    }
}
