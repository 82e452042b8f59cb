package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Outcome.Failed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BatcherFailureTest {

    private final RuntimeException refusal = new IllegalArgumentException("unlucky");
    private final Error outOfMemory = new OutOfMemoryError("as if");

    @Test
    void triesTheMembersOfAFailedBatchOneByOne() throws Exception {
        GatedDoubler doubler = new GatedDoubler(this::failOnThirteen);
        try (BatcherHarness harness = BatcherHarness.of(3, 8, doubler)) {
            List<Future<Outcome<Integer>>> batch = admitOneBatch(harness, doubler, 12, 13, 14);

            doubler.openGate();

            assertThat(BatcherHarness.await(batch.getFirst()))
                    .isEqualTo(new Answered<>(24, Duration.ZERO, Duration.ZERO, 1));
            assertThat(BatcherHarness.await(batch.get(1))).isEqualTo(new Failed<>(refusal));
            assertThat(BatcherHarness.output(batch.getLast())).isEqualTo(28);
            assertThat(doubler.batches())
                    .containsExactly(
                            List.of(0), List.of(12, 13, 14), List.of(12), List.of(13), List.of(14));
            assertThat(harness.observer.events())
                    .containsExactly(
                            "ran [PT0S] in PT0S", "ran [PT0S, PT0S, PT0S] in PT0S", "retried 3");
        }
    }

    @Test
    void triesALoneRequestOnlyOnce() throws Exception {
        GatedDoubler doubler = new GatedDoubler(this::failOnThirteen);
        doubler.openGate();
        try (BatcherHarness harness = BatcherHarness.of(3, 8, doubler)) {

            Future<Outcome<Integer>> outcome = harness.admit(13).getFirst();

            assertThat(BatcherHarness.await(outcome)).isEqualTo(new Failed<>(refusal));
            assertThat(doubler.batches()).containsExactly(List.of(13));
        }
    }

    @Test
    void doesNotTryACancelledMemberAgain() throws Exception {
        GatedDoubler doubler = new GatedDoubler(this::failInCompany);
        try (BatcherHarness harness = new BatcherHarness(holding(2), List.of(() -> doubler))) {
            List<Future<Outcome<Integer>>> batch = harness.admit(1, 2);
            doubler.awaitBusy();
            batch.getFirst().cancel(false);

            doubler.openGate();

            assertThat(BatcherHarness.output(batch.getLast())).isEqualTo(4);
            assertThat(doubler.batches()).containsExactly(List.of(1, 2), List.of(2));
        }
    }

    @Test
    void outlivesAnErrorAndAnswersTheNextRequest() throws Exception {
        GatedDoubler doubler = new GatedDoubler(this::runOutOfMemoryOnZero);
        doubler.openGate();
        try (BatcherHarness harness = BatcherHarness.of(3, 8, doubler)) {
            Future<Outcome<Integer>> unlucky = harness.admit(0).getFirst();

            assertThat(BatcherHarness.await(unlucky)).isEqualTo(new Failed<>(outOfMemory));
            assertThat(BatcherHarness.output(harness.admit(1).getFirst())).isEqualTo(2);
        }
    }

    @Test
    void takesAWrongNumberOfOutputsForAFailure() throws Exception {
        try (BatcherHarness harness = BatcherHarness.of(3, 8, new Forgetful())) {

            Future<Outcome<Integer>> outcome = harness.admit(1).getFirst();

            assertThat(BatcherHarness.await(outcome))
                    .asInstanceOf(type(Failed.class))
                    .extracting(failed -> failed.cause().getMessage())
                    .isEqualTo("function gave 0 outputs, must give one for each of 1 inputs");
        }
    }

    @Test
    void failsABatchWhoseReportThrowsAndLivesOn() throws Exception {
        GatedDoubler doubler = new GatedDoubler();
        doubler.openGate();
        RuntimeException complaint = new IllegalStateException("the observer is broken");
        try (Batcher<Integer, Integer> batcher =
                new Batcher<>(
                        "broken",
                        new BatchingProperties(3, Duration.ZERO, 8),
                        LanePlan.of(List.of(() -> doubler)),
                        new ThrowingObserver(complaint))) {

            Admission<Integer, Integer> first =
                    batcher.submit(1, System.nanoTime() + BatcherHarness.FAR.toNanos());
            Admission<Integer, Integer> second =
                    batcher.submit(2, System.nanoTime() + BatcherHarness.FAR.toNanos());

            assertThat(BatcherHarness.await(BatcherHarness.admitted(first)))
                    .isEqualTo(new Failed<>(complaint));
            assertThat(BatcherHarness.await(BatcherHarness.admitted(second)))
                    .isEqualTo(new Failed<>(complaint));
        }
    }

    /// Makes the lane busy with a 0 first, so that `inputs` wait together and share the next batch.
    private static List<Future<Outcome<Integer>>> admitOneBatch(
            BatcherHarness harness, GatedDoubler doubler, Integer... inputs)
            throws InterruptedException {
        harness.admit(0);
        doubler.awaitBusy();
        return harness.admit(inputs);
    }

    private static BatchingProperties holding(int maxBatchSize) {
        return new BatchingProperties(maxBatchSize, Duration.ofSeconds(1), 8);
    }

    private void failOnThirteen(List<Integer> inputs) {
        if (inputs.contains(13)) {
            throw refusal;
        }
    }

    private void failInCompany(List<Integer> inputs) {
        if (inputs.size() > 1) {
            throw refusal;
        }
    }

    private void runOutOfMemoryOnZero(List<Integer> inputs) {
        if (inputs.contains(0)) {
            throw outOfMemory;
        }
    }

    /// Gives no output for any input.
    private static final class Forgetful implements BatchFunction<Integer, Integer> {

        @Override
        public List<Integer> apply(List<Integer> inputs) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    /// Throws when a batch is reported.
    private record ThrowingObserver(RuntimeException complaint) implements BatchObserver {

        @Override
        public void ran(List<Duration> queued, Duration ran) {
            throw complaint;
        }

        @Override
        public void retried(int size) {}

        @Override
        public void refused(Refusal reason) {}

        @Override
        public void dropped(Drop reason, int count) {}
    }
}
