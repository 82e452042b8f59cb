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
    private final Bench bench = Bench.withSolo(first, second, solo);

    @AfterEach
    void closeBatcher() {
        Stream.of(first, second, solo).forEach(GatedDoubler::openGate);
        bench.close();
    }

    @Test
    void runsARequestThatIsAloneInTheSoloLane() {
        solo.openGate();

        assertThat(Bench.output(bench.admit(1).getFirst())).isEqualTo(2);
        assertThat(Bench.output(bench.admit(2).getFirst())).isEqualTo(4);

        assertThat(solo.batches()).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void keepsTheOthersWaitingMeanwhileAndThenSharesAmongThem() throws Exception {
        Future<Outcome<Integer>> alone = bench.admit(1).getFirst();
        solo.awaitBusy();

        List<Future<Outcome<Integer>>> others = bench.admit(2, 3, 4, 5, 6);
        assertThat(bench.batcher.queueDepth()).isEqualTo(5);
        assertThat(bench.batcher.busyLanes()).isEqualTo(2);
        solo.openGate();
        first.awaitBusy();
        second.awaitBusy();
        first.openGate();
        second.openGate();

        assertThat(Bench.output(alone)).isEqualTo(2);
        assertThat(others).extracting(Bench::output).containsExactly(4, 6, 8, 10, 12);
        assertThat(List.of(first.batches().getFirst(), second.batches().getFirst()))
                .containsExactlyInAnyOrder(List.of(2, 3, 4), List.of(5)); // half of 5, and of 2
    }

    @Test
    void leavesARequestBesideOneInPreparationToTheOthers() {
        first.openGate();
        second.openGate();

        try (var _ = bench.prepare()) {
            assertThat(Bench.output(bench.admit(1).getFirst())).isEqualTo(2);
        }

        assertThat(solo.batches()).isEmpty();
    }

    @Test
    void sharesRequestsThatComeTogether() throws Exception {
        try (var _ = bench.prepare()) {
            bench.admit(1, 2); // one each
        }
        first.awaitBusy();
        second.awaitBusy();

        assertThat(solo.batches()).isEmpty();
        assertThat(bench.batcher.busyLanes()).isEqualTo(2);
    }

    @Test
    void keepsProcessorsFromOthersWhileTheSoloLaneRunsOnly() throws Exception {
        bench.admit(1);
        solo.awaitBusy();
        long deadlineNanos = bench.clock.in(Bench.FAR);
        FutureTask<Void> wait =
                new FutureTask<>(
                        () -> {
                            bench.batcher.awaitProcessors(deadlineNanos);
                            return null;
                        });
        Thread.ofVirtual().start(wait);
        bench.clock.awaitWaiting(3); // both lanes, and who waits for the processors
        boolean over = wait.isDone();

        bench.admit(2, 3);
        solo.openGate();
        first.awaitBusy();

        Bench.await(wait);
        assertThat(over).isFalse();
    }

    @Test
    void expiresARequestThatWaitsForTheSoloLane() throws Exception {
        Future<Outcome<Integer>> alone = bench.admit(1).getFirst();
        solo.awaitBusy();
        Future<Outcome<Integer>> late = bench.admitUntil(Duration.ofMillis(1), 2);
        bench.clock.advance(Duration.ofMillis(1));

        solo.openGate();

        assertThat(Bench.output(alone)).isEqualTo(2);
        assertThat(Bench.await(late)).isInstanceOf(Outcome.Expired.class);
    }

    @Test
    void hasNoTurnForTheSoloLaneIfRequestsAreToWaitForCompany() {
        first.openGate();
        try (Bench delayed =
                new Bench(
                        new BatchingProperties(4, Duration.ofMillis(1), 16),
                        LanePlan.<Integer, Integer>of(List.of(() -> first)).withSolo(() -> solo))) {
            Future<Outcome<Integer>> request = delayed.admit(1).getFirst();
            delayed.clock.advance(Duration.ofMillis(1));

            assertThat(Bench.output(request)).isEqualTo(2);
        }

        assertThat(solo.batches()).isEmpty();
    }

    @Test
    void countsTheSoloLaneAmongNone() throws Exception {
        Bench.await(bench.batcher.ready());

        assertThat(bench.batcher.lanes()).isEqualTo(2);
        assertThat(bench.batcher.readyLanes()).isEqualTo(2);
    }
}
