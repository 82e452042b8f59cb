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
                .isThrownBy(() -> new Bench(PROPERTIES, List.of()))
                .withMessage("plan has 0 lanes, must have at least 1");
    }

    @Test
    void opensRunsAndClosesAFunctionOnTheThreadOfItsLane() {
        ThreadNoter noter = new ThreadNoter();
        Bench bench = new Bench(PROPERTIES, List.of(noter));
        Future<Outcome<Integer>> outcome = bench.admit(1).getFirst();

        bench.close();

        assertThat(Bench.output(outcome)).isEqualTo(1);
        assertThat(noter.notes())
                .containsExactly(
                        "sightline-bench-lane-1: open",
                        "sightline-bench-lane-1: apply [1]",
                        "sightline-bench-lane-1: close");
    }

    @Test
    void givesEachLaneAFunctionOfItsOwn() throws Exception {
        ThreadNoter noter = new ThreadNoter();
        try (Bench bench = new Bench(PROPERTIES, List.of(noter, noter))) {

            Bench.await(bench.batcher.ready());

            assertThat(noter.notes())
                    .containsExactlyInAnyOrder(
                            "sightline-bench-lane-1: open", "sightline-bench-lane-2: open");
        }
    }

    @Test
    void isReadyOnlyWhenTheLastLaneHasOpened() throws Exception {
        CompletableFuture<GatedDoubler> slow = new CompletableFuture<>();
        GatedDoubler quick = new GatedDoubler();
        quick.openGate();
        try (Bench bench = new Bench(PROPERTIES, List.of(() -> quick, slow::join))) {
            Future<Void> ready = bench.batcher.ready();
            int output = Bench.output(bench.admit(1).getFirst());

            assertThat(output).isEqualTo(2);
            assertThat(ready).isNotDone();
            assertThat(bench.batcher.readyLanes()).isZero();

            slow.complete(quick);

            assertThat(Bench.await(ready)).isNull();
            assertThat(bench.batcher.readyLanes()).isEqualTo(2);
        }
    }

    @Test
    void failsWhatIsQueuedIfALaneCannotOpen() throws Exception {
        CompletableFuture<GatedDoubler> opening = new CompletableFuture<>();
        Error cause = new UnsatisfiedLinkError("no engine");
        try (Bench bench = new Bench(PROPERTIES, List.of(() -> opened(opening)))) {
            List<Future<Outcome<Integer>>> queued = bench.admit(1, 2);

            opening.completeExceptionally(cause);

            assertThat(Bench.await(queued.getFirst())).isEqualTo(new Failed<>(cause));
            assertThat(Bench.await(queued.getLast())).isEqualTo(new Failed<>(cause));
            assertThat(bench.batcher.ready())
                    .failsWithin(Bench.FAR)
                    .withThrowableThat()
                    .withCause(cause);
            assertThat(bench.submit(3)).isEqualTo(new Refused<>(Refusal.CLOSED));
            assertThat(bench.batcher.accepting()).isFalse();
            assertThat(bench.observer.events())
                    .containsExactly("dropped 2 ABANDONED", "refused CLOSED");
        }
    }

    @Test
    void closesTheLanesThatOpenedIfAnotherCannot() {
        ThreadNoter noter = new ThreadNoter();
        RuntimeException cause = new IllegalStateException("no engine");
        Bench bench =
                new Bench(
                        PROPERTIES,
                        List.<BatchFunctionFactory<Integer, Integer>>of(
                                noter,
                                () -> {
                                    throw cause;
                                }));

        bench.close();

        assertThat(noter.notes())
                .containsExactly("sightline-bench-lane-1: open", "sightline-bench-lane-1: close");
        assertThat(bench.batcher.ready().exceptionNow()).isEqualTo(cause);
    }

    @Test
    void answersEverythingAdmittedBeforeItIsClosed() throws Exception {
        GatedDoubler doubler = new GatedDoubler();
        Bench bench = new Bench(PROPERTIES, List.of(() -> doubler));
        List<Future<Outcome<Integer>>> admitted = bench.admit(1, 2, 3, 4, 5);
        doubler.awaitBusy();
        Thread closing = Thread.startVirtualThread(bench::close);

        doubler.openGate();
        closing.join();

        assertThat(admitted).map(Future::state).containsOnly(State.SUCCESS);
        assertThat(admitted).map(Bench::output).containsExactly(2, 4, 6, 8, 10);
    }

    @Test
    void answersWhatWasAdmittedBeforeItsLanesHadOpened() {
        CompletableFuture<GatedDoubler> opening = new CompletableFuture<>();
        GatedDoubler doubler = new GatedDoubler();
        doubler.openGate();
        Bench bench = new Bench(PROPERTIES, List.of(() -> opened(opening)));
        Future<Outcome<Integer>> early = bench.admit(1).getFirst();

        opening.complete(doubler);
        bench.close();

        assertThat(Bench.output(early)).isEqualTo(2);
    }

    @Test
    void refusesARequestOnceItIsClosed() {
        Bench bench = new Bench(PROPERTIES, List.of(new ThreadNoter()));
        bench.close();

        Admission<Integer, Integer> admission = bench.submit(1);

        assertThat(admission).isEqualTo(new Refused<>(Refusal.CLOSED));
        assertThat(bench.batcher.accepting()).isFalse();
        assertThat(bench.batcher.readyLanes()).isZero();
        assertThat(bench.observer.events()).containsExactly("refused CLOSED");
    }

    @Test
    void closesItsFunctionOnceHoweverOftenItIsClosed() {
        ThreadNoter noter = new ThreadNoter();
        Bench bench = new Bench(PROPERTIES, List.of(noter));

        bench.close();
        bench.close();

        assertThat(noter.notes())
                .containsExactly("sightline-bench-lane-1: open", "sightline-bench-lane-1: close");
    }

    @Test
    void waitsForItsLanesAlthoughTheCloserIsInterrupted() {
        ThreadNoter noter = new ThreadNoter();
        Bench bench = new Bench(PROPERTIES, List.of(noter));
        Thread.currentThread().interrupt();

        bench.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(noter.notes()).endsWith("sightline-bench-lane-1: close");
    }

    @Test
    void survivesAnInterruptOfItsLane() {
        Bench bench = new Bench(PROPERTIES, List.of(Interrupting::new));

        List<Integer> outputs =
                List.of(
                        Bench.output(bench.admit(1).getFirst()),
                        Bench.output(bench.admit(2).getFirst()));
        bench.close();

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
