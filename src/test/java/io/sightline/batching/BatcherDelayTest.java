package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// With a delay, a lane holds back. The clock stands still unless moved, so a delay never ends by
/// itself.
class BatcherDelayTest {

    private static final Duration DELAY = Duration.ofMillis(5);
    private static final BatchingProperties PROPERTIES = new BatchingProperties(3, DELAY, 9);

    private final GatedDoubler doubler = new GatedDoubler();
    private final GatedDoubler other = new GatedDoubler();

    @AfterEach
    void openGates() {
        doubler.openGate();
        other.openGate();
    }

    @Test
    void runsABatchAsSoonAsItIsFull() {
        doubler.openGate();
        try (BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(() -> doubler))) {

            List<Future<Outcome<Integer>>> outcomes = harness.admit(1, 2, 3);

            assertThat(outcomes).map(BatcherHarness::output).containsExactly(2, 4, 6);
            assertThat(doubler.batches()).containsExactly(List.of(1, 2, 3));
        }
    }

    @Test
    void wakesTheLaneThatHoldsAsSoonAsItsBatchIsFull() throws Exception {
        CompletableFuture<GatedDoubler> opening = new CompletableFuture<>();
        doubler.openGate();
        try (BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(opening::join))) {
            harness.admit(1);
            harness.clock.advance(BatcherHarness.FAR.negated()); // so that the lane holds for a day
            opening.complete(doubler);
            harness.clock.awaitLane();

            List<Future<Outcome<Integer>>> outcomes = harness.admit(2, 3);

            assertThat(outcomes).map(BatcherHarness::output).containsExactly(4, 6);
            assertThat(doubler.batches()).containsExactly(List.of(1, 2, 3));
        }
    }

    @Test
    void countsTheDelayFromAdmissionAndNotFromWhenALaneIsFree() throws Exception {
        try (BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(() -> doubler))) {
            harness.admit(1, 2, 3);
            doubler.awaitBusy();
            List<Future<Outcome<Integer>>> waiting = harness.admit(4, 5);
            harness.clock.advance(DELAY);

            doubler.openGate();

            assertThat(waiting).map(BatcherHarness::output).containsExactly(8, 10);
            assertThat(doubler.batches()).containsExactly(List.of(1, 2, 3), List.of(4, 5));
        }
    }

    @Test
    void stopsHoldingWhenItCloses() {
        doubler.openGate();
        BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(() -> doubler));
        Future<Outcome<Integer>> held = harness.admit(1).getFirst();

        harness.close();

        assertThat(BatcherHarness.output(held)).isEqualTo(2);
    }

    @Test
    void holdsFullBatchesBackFromNoLane() throws Exception {
        try (BatcherHarness harness =
                new BatcherHarness(PROPERTIES, List.of(() -> doubler, () -> other))) {

            harness.admit(1, 2, 3, 4, 5, 6);
            doubler.awaitBusy();
            other.awaitBusy();
            doubler.openGate();
            other.openGate();

            assertThat(List.of(doubler.batches(), other.batches()))
                    .containsExactlyInAnyOrder(
                            List.of(List.of(1, 2, 3)), List.of(List.of(4, 5, 6)));
        }
    }

    @Test
    void runsALoneRequestOnceItsDelayIsOver() {
        doubler.openGate();
        try (BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(() -> doubler))) {
            Future<Outcome<Integer>> outcome = harness.admit(1).getFirst();

            harness.clock.advance(DELAY);

            assertThat(BatcherHarness.output(outcome)).isEqualTo(2);
            assertThat(doubler.batches()).containsExactly(List.of(1));
        }
    }
}
