package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.batching.Admission.Refused;
import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Outcome.Expired;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatcherTest {

    private final GatedDoubler doubler = new GatedDoubler();
    private final BatcherHarness harness = BatcherHarness.of(3, 4, doubler);

    @AfterEach
    void closeBatcher() {
        doubler.openGate();
        harness.close();
    }

    @Test
    void takesALoneRequestAtOnce() throws Exception {
        doubler.openGate();

        Future<Outcome<Integer>> outcome = harness.admit(21).getFirst();

        assertThat(BatcherHarness.await(outcome))
                .isEqualTo(new Answered<>(42, Duration.ZERO, Duration.ZERO, 1));
    }

    @Test
    void growsBatchesWhileTheLaneIsBusy() throws Exception {
        harness.admit(1);
        doubler.awaitBusy();
        List<Future<Outcome<Integer>>> waiting = harness.admit(2, 3, 4, 5);

        doubler.openGate();

        assertThat(waiting).map(BatcherHarness::output).containsExactly(4, 6, 8, 10);
        assertThat(doubler.batches()).containsExactly(List.of(1), List.of(2, 3, 4), List.of(5));
    }

    @Test
    void refusesARequestWhenTheQueueIsFull() throws Exception {
        harness.admit(1);
        doubler.awaitBusy();
        harness.admit(2, 3, 4, 5);

        Admission<Integer, Integer> admission = harness.submit(6);

        assertThat(admission).isEqualTo(new Refused<>(Refusal.FULL));
        assertThat(harness.observer.events()).containsExactly("refused FULL");
    }

    @Test
    void freesThePlaceOfAWithdrawnRequestAtOnce() throws Exception {
        harness.admit(1);
        doubler.awaitBusy();
        List<Future<Outcome<Integer>>> waiting = harness.admit(2, 3, 4, 5);

        boolean cancelled = waiting.getFirst().cancel(false);

        assertThat(cancelled).isTrue();
        assertThat(harness.batcher.queueDepth()).isEqualTo(3);
        assertThat(harness.admit(6)).hasSize(1);
        assertThat(harness.observer.events()).containsExactly("dropped 1 WITHDRAWN");
    }

    @Test
    void leavesAWithdrawnRequestOutOfItsBatch() throws Exception {
        harness.admit(1);
        doubler.awaitBusy();
        List<Future<Outcome<Integer>>> waiting = harness.admit(2, 3, 4, 5);
        waiting.getFirst().cancel(false);

        doubler.openGate();

        assertThat(BatcherHarness.output(waiting.getLast())).isEqualTo(10);
        assertThat(doubler.batches()).containsExactly(List.of(1), List.of(3, 4, 5));
    }

    @Test
    void runsABatchToItsEndAlthoughAMemberIsCancelled() throws Exception {
        Future<Outcome<Integer>> running = harness.admit(1).getFirst();
        doubler.awaitBusy();

        running.cancel(true);
        doubler.openGate();

        assertThat(BatcherHarness.output(harness.admit(2).getFirst())).isEqualTo(4);
        assertThat(running.isCancelled()).isTrue();
        assertThat(harness.observer.events())
                .containsExactly("ran [PT0S] in PT0S", "ran [PT0S] in PT0S");
    }

    @Test
    void givesAnExpiredRequestNoPlaceInABatch() throws Exception {
        harness.admit(1);
        doubler.awaitBusy();
        Future<Outcome<Integer>> late = harness.admitUntil(Duration.ofMillis(5), 2);
        List<Future<Outcome<Integer>>> inTime = harness.admit(3, 4, 5);
        harness.clock.advance(Duration.ofMillis(5));

        doubler.openGate();

        assertThat(BatcherHarness.await(late)).isEqualTo(new Expired<>());
        assertThat(inTime).map(BatcherHarness::output).containsExactly(6, 8, 10);
        assertThat(doubler.batches()).containsExactly(List.of(1), List.of(3, 4, 5));
    }

    @Test
    void keepsNoPlaceForAnExpiredRequestWhenTheQueueIsFull() throws Exception {
        harness.admit(1);
        doubler.awaitBusy();
        Future<Outcome<Integer>> late = harness.admitUntil(Duration.ofMillis(5), 2);
        harness.admit(3, 4, 5);
        harness.clock.advance(Duration.ofMillis(5));

        List<Future<Outcome<Integer>>> next = harness.admit(6);

        assertThat(next.getFirst()).isNotDone();
        assertThat(late.resultNow()).isEqualTo(new Expired<>());
        assertThat(harness.observer.events()).containsExactly("dropped 1 EXPIRED");
    }

    @Test
    void tellsHowLongARequestWaitedAndRan() throws Exception {
        Future<Outcome<Integer>> running = harness.admit(1).getFirst();
        doubler.awaitBusy();
        Future<Outcome<Integer>> waiting = harness.admit(2).getFirst();
        harness.clock.advance(Duration.ofMillis(7));

        doubler.openGate();

        assertThat(BatcherHarness.await(running))
                .isEqualTo(new Answered<>(2, Duration.ZERO, Duration.ofMillis(7), 1));
        assertThat(BatcherHarness.await(waiting))
                .isEqualTo(new Answered<>(4, Duration.ofMillis(7), Duration.ZERO, 1));
        assertThat(harness.observer.events())
                .containsExactly("ran [PT0S] in PT0.007S", "ran [PT0.007S] in PT0S");
    }

    @Test
    void showsItsQueueAndItsLanes() throws Exception {
        harness.admit(1);
        doubler.awaitBusy();
        harness.admit(2, 3);

        Batcher<Integer, Integer> batcher = harness.batcher;

        assertThat(batcher.queueDepth()).isEqualTo(2);
        assertThat(batcher.capacity()).isEqualTo(4);
        assertThat(batcher.busyLanes()).isEqualTo(1);
        assertThat(batcher.lanes()).isEqualTo(1);
    }
}
