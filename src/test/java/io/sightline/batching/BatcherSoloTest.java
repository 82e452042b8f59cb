package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two lanes and a solo lane beside them.
class BatcherSoloTest {

    private final GatedDoubler first = new GatedDoubler();
    private final GatedDoubler second = new GatedDoubler();
    private final GatedDoubler solo = new GatedDoubler();
    private final BatcherHarness harness = BatcherHarness.withSolo(first, second, solo);

    @AfterEach
    void closeBatcher() {
        Stream.of(first, second, solo).forEach(GatedDoubler::openGate);
        harness.close();
    }

    @Test
    void runsARequestThatIsAloneInTheSoloLane() {
        solo.openGate();

        assertThat(BatcherHarness.output(harness.admit(1).getFirst())).isEqualTo(2);
        assertThat(BatcherHarness.output(harness.admit(2).getFirst())).isEqualTo(4);

        assertThat(solo.batches()).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void keepsTheOthersWaitingMeanwhileAndThenSharesAmongThem() throws Exception {
        Future<Outcome<Integer>> alone = harness.admit(1).getFirst();
        solo.awaitBusy();

        List<Future<Outcome<Integer>>> others = harness.admit(2, 3, 4, 5, 6);
        assertThat(harness.batcher.queueDepth()).isEqualTo(5);
        assertThat(harness.batcher.busyLanes()).isEqualTo(2);
        solo.openGate();
        first.awaitBusy();
        second.awaitBusy();
        first.openGate();
        second.openGate();

        assertThat(BatcherHarness.output(alone)).isEqualTo(2);
        assertThat(others).extracting(BatcherHarness::output).containsExactly(4, 6, 8, 10, 12);
        assertThat(List.of(first.batches().getFirst(), second.batches().getFirst()))
                .containsExactlyInAnyOrder(List.of(2, 3, 4), List.of(5)); // half of 5, and of 2
    }

    @Test
    void leavesARequestBesideOneInPreparationToTheOthers() {
        first.openGate();
        second.openGate();

        try (Ticket<Integer, Integer> _ = harness.prepare()) {
            assertThat(BatcherHarness.output(harness.admit(1).getFirst())).isEqualTo(2);
        }

        assertThat(solo.batches()).isEmpty();
    }

    @Test
    void sharesRequestsThatComeTogether() throws Exception {
        try (Ticket<Integer, Integer> _ = harness.prepare()) {
            harness.admit(1, 2); // one each
        }
        first.awaitBusy();
        second.awaitBusy();

        assertThat(solo.batches()).isEmpty();
        assertThat(harness.batcher.busyLanes()).isEqualTo(2);
    }

    @Test
    void keepsProcessorsFromOthersWhileTheSoloLaneRunsOnly() throws Exception {
        harness.admit(1);
        solo.awaitBusy();
        long deadlineNanos = harness.clock.in(BatcherHarness.FAR);
        FutureTask<Void> wait =
                new FutureTask<>(
                        () -> {
                            harness.batcher.awaitProcessors(deadlineNanos);
                            return null;
                        });
        Thread.ofVirtual().start(wait);
        harness.clock.awaitWaiting(3); // both lanes, and who waits for the processors
        boolean over = wait.isDone();

        harness.admit(2, 3);
        solo.openGate();
        first.awaitBusy();

        BatcherHarness.await(wait);
        assertThat(over).isFalse();
    }

    @Test
    void expiresARequestThatWaitsForTheSoloLane() throws Exception {
        Future<Outcome<Integer>> alone = harness.admit(1).getFirst();
        solo.awaitBusy();
        Future<Outcome<Integer>> late = harness.admitUntil(Duration.ofMillis(1), 2);
        harness.clock.advance(Duration.ofMillis(1));

        solo.openGate();

        assertThat(BatcherHarness.output(alone)).isEqualTo(2);
        assertThat(BatcherHarness.await(late)).isInstanceOf(Outcome.Expired.class);
    }

    @Test
    void hasNoTurnForTheSoloLaneIfRequestsAreToWaitForCompany() {
        first.openGate();
        try (BatcherHarness delayed =
                new BatcherHarness(
                        new BatchingProperties(4, Duration.ofMillis(1), 16),
                        LanePlan.<Integer, Integer>of(List.of(() -> first)).withSolo(() -> solo))) {
            Future<Outcome<Integer>> request = delayed.admit(1).getFirst();
            delayed.clock.advance(Duration.ofMillis(1));

            assertThat(BatcherHarness.output(request)).isEqualTo(2);
        }

        assertThat(solo.batches()).isEmpty();
    }

    @Test
    void countsTheSoloLaneAmongNone() throws Exception {
        BatcherHarness.await(harness.batcher.ready());

        assertThat(harness.batcher.lanes()).isEqualTo(2);
        assertThat(harness.batcher.readyLanes()).isEqualTo(2);
    }
}
