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
        try (Bench bench = new Bench(PROPERTIES, List.of(() -> doubler))) {

            List<Future<Outcome<Integer>>> outcomes = bench.admit(1, 2, 3);

            assertThat(outcomes).map(Bench::output).containsExactly(2, 4, 6);
            assertThat(doubler.batches()).containsExactly(List.of(1, 2, 3));
        }
    }

    @Test
    void wakesTheLaneThatHoldsAsSoonAsItsBatchIsFull() throws Exception {
        CompletableFuture<GatedDoubler> opening = new CompletableFuture<>();
        doubler.openGate();
        try (Bench bench = new Bench(PROPERTIES, List.of(opening::join))) {
            bench.admit(1);
            bench.clock.advance(Bench.FAR.negated()); // so that the lane holds for a day
            opening.complete(doubler);
            bench.clock.awaitLane();

            List<Future<Outcome<Integer>>> outcomes = bench.admit(2, 3);

            assertThat(outcomes).map(Bench::output).containsExactly(4, 6);
            assertThat(doubler.batches()).containsExactly(List.of(1, 2, 3));
        }
    }

    @Test
    void countsTheDelayFromAdmissionAndNotFromWhenALaneIsFree() throws Exception {
        try (Bench bench = new Bench(PROPERTIES, List.of(() -> doubler))) {
            bench.admit(1, 2, 3);
            doubler.awaitBusy();
            List<Future<Outcome<Integer>>> waiting = bench.admit(4, 5);
            bench.clock.advance(DELAY);

            doubler.openGate();

            assertThat(waiting).map(Bench::output).containsExactly(8, 10);
            assertThat(doubler.batches()).containsExactly(List.of(1, 2, 3), List.of(4, 5));
        }
    }

    @Test
    void stopsHoldingWhenItCloses() {
        doubler.openGate();
        Bench bench = new Bench(PROPERTIES, List.of(() -> doubler));
        Future<Outcome<Integer>> held = bench.admit(1).getFirst();

        bench.close();

        assertThat(Bench.output(held)).isEqualTo(2);
    }

    @Test
    void holdsFullBatchesBackFromNoLane() throws Exception {
        try (Bench bench = new Bench(PROPERTIES, List.of(() -> doubler, () -> other))) {

            bench.admit(1, 2, 3, 4, 5, 6);
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
        try (Bench bench = new Bench(PROPERTIES, List.of(() -> doubler))) {
            Future<Outcome<Integer>> outcome = bench.admit(1).getFirst();

            bench.clock.advance(DELAY);

            assertThat(Bench.output(outcome)).isEqualTo(2);
            assertThat(doubler.batches()).containsExactly(List.of(1));
        }
    }
}
