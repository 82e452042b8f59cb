package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightline.batching.Admission.Refused;
import io.sightline.batching.Outcome.Failed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import org.junit.jupiter.api.Test;

class BatcherLifeTest {

    private static final BatchingProperties PROPERTIES =
            new BatchingProperties(2, Duration.ZERO, 8);

    @Test
    void needsALane() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatcherHarness(PROPERTIES, List.of()))
                .withMessage("plan has 0 lanes, must have at least 1");
    }

    @Test
    void opensRunsAndClosesAFunctionOnTheThreadOfItsLane() {
        ThreadNoter noter = new ThreadNoter();
        BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(noter));
        Future<Outcome<Integer>> outcome = harness.admit(1).getFirst();

        harness.close();

        assertThat(BatcherHarness.output(outcome)).isEqualTo(1);
        assertThat(noter.notes())
                .containsExactly(
                        "sightline-test-lane-1: open",
                        "sightline-test-lane-1: apply [1]",
                        "sightline-test-lane-1: close");
    }

    @Test
    void givesEachLaneAFunctionOfItsOwn() throws Exception {
        ThreadNoter noter = new ThreadNoter();
        try (BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(noter, noter))) {

            BatcherHarness.await(harness.batcher.ready());

            assertThat(noter.notes())
                    .containsExactlyInAnyOrder(
                            "sightline-test-lane-1: open", "sightline-test-lane-2: open");
        }
    }

    @Test
    void isReadyOnlyWhenTheLastLaneHasOpened() throws Exception {
        CompletableFuture<GatedDoubler> slow = new CompletableFuture<>();
        GatedDoubler quick = new GatedDoubler();
        quick.openGate();
        try (BatcherHarness harness =
                new BatcherHarness(PROPERTIES, List.of(() -> quick, slow::join))) {
            Future<Void> ready = harness.batcher.ready();
            int output = BatcherHarness.output(harness.admit(1).getFirst());

            assertThat(output).isEqualTo(2);
            assertThat(ready).isNotDone();
            assertThat(harness.batcher.readyLanes()).isZero();

            slow.complete(quick);

            assertThat(BatcherHarness.await(ready)).isNull();
            assertThat(harness.batcher.readyLanes()).isEqualTo(2);
        }
    }

    @Test
    void failsWhatIsQueuedIfALaneCannotOpen() throws Exception {
        CompletableFuture<GatedDoubler> opening = new CompletableFuture<>();
        Error cause = new UnsatisfiedLinkError("no engine");
        try (BatcherHarness harness =
                new BatcherHarness(PROPERTIES, List.of(() -> opened(opening)))) {
            List<Future<Outcome<Integer>>> queued = harness.admit(1, 2);

            opening.completeExceptionally(cause);

            assertThat(BatcherHarness.await(queued.getFirst())).isEqualTo(new Failed<>(cause));
            assertThat(BatcherHarness.await(queued.getLast())).isEqualTo(new Failed<>(cause));
            assertThat(harness.batcher.ready())
                    .failsWithin(BatcherHarness.FAR)
                    .withThrowableThat()
                    .withCause(cause);
            assertThat(harness.submit(3)).isEqualTo(new Refused<>(Refusal.CLOSED));
            assertThat(harness.batcher.accepting()).isFalse();
            assertThat(harness.observer.events())
                    .containsExactly("dropped 2 ABANDONED", "refused CLOSED");
        }
    }

    @Test
    void closesTheLanesThatOpenedIfAnotherCannot() {
        ThreadNoter noter = new ThreadNoter();
        RuntimeException cause = new IllegalStateException("no engine");
        BatcherHarness harness =
                new BatcherHarness(
                        PROPERTIES,
                        List.<BatchFunctionFactory<Integer, Integer>>of(
                                noter,
                                () -> {
                                    throw cause;
                                }));

        harness.close();

        assertThat(noter.notes())
                .containsExactly("sightline-test-lane-1: open", "sightline-test-lane-1: close");
        assertThat(harness.batcher.ready().exceptionNow()).isEqualTo(cause);
    }

    @Test
    void answersEverythingAdmittedBeforeItIsClosed() throws Exception {
        GatedDoubler doubler = new GatedDoubler();
        BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(() -> doubler));
        List<Future<Outcome<Integer>>> admitted = harness.admit(1, 2, 3, 4, 5);
        doubler.awaitBusy();
        Thread closing = Thread.startVirtualThread(harness::close);

        doubler.openGate();
        closing.join();

        assertThat(admitted).map(Future::state).containsOnly(State.SUCCESS);
        assertThat(admitted).map(BatcherHarness::output).containsExactly(2, 4, 6, 8, 10);
    }

    @Test
    void answersWhatWasAdmittedBeforeItsLanesHadOpened() {
        CompletableFuture<GatedDoubler> opening = new CompletableFuture<>();
        GatedDoubler doubler = new GatedDoubler();
        doubler.openGate();
        BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(() -> opened(opening)));
        Future<Outcome<Integer>> early = harness.admit(1).getFirst();

        opening.complete(doubler);
        harness.close();

        assertThat(BatcherHarness.output(early)).isEqualTo(2);
    }

    @Test
    void refusesARequestOnceItIsClosed() {
        BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(new ThreadNoter()));
        harness.close();

        Admission<Integer, Integer> admission = harness.submit(1);

        assertThat(admission).isEqualTo(new Refused<>(Refusal.CLOSED));
        assertThat(harness.batcher.accepting()).isFalse();
        assertThat(harness.batcher.readyLanes()).isZero();
        assertThat(harness.observer.events()).containsExactly("refused CLOSED");
    }

    @Test
    void closesItsFunctionOnceHoweverOftenItIsClosed() {
        ThreadNoter noter = new ThreadNoter();
        BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(noter));

        harness.close();
        harness.close();

        assertThat(noter.notes())
                .containsExactly("sightline-test-lane-1: open", "sightline-test-lane-1: close");
    }

    @Test
    void waitsForItsLanesAlthoughTheCloserIsInterrupted() {
        ThreadNoter noter = new ThreadNoter();
        BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(noter));
        Thread.currentThread().interrupt();

        harness.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(noter.notes()).endsWith("sightline-test-lane-1: close");
    }

    @Test
    void survivesAnInterruptOfItsLane() {
        BatcherHarness harness = new BatcherHarness(PROPERTIES, List.of(Interrupting::new));

        List<Integer> outputs =
                List.of(
                        BatcherHarness.output(harness.admit(1).getFirst()),
                        BatcherHarness.output(harness.admit(2).getFirst()));
        harness.close();

        assertThat(outputs).containsExactly(1, 2);
    }

    /// What `opening` completes with, or what it fails with as it is.
    private static GatedDoubler opened(CompletableFuture<GatedDoubler> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /// Leaves its thread interrupted after every run.
    private static final class Interrupting implements BatchFunction<Integer, Integer> {

        @Override
        public List<Integer> apply(List<Integer> inputs) {
            Thread.currentThread().interrupt();
            return inputs;
        }

        @Override
        public void close() {}
    }
}
