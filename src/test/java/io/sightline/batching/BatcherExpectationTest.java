package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

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
class BatcherExpectationTest {

    private static final Duration RUN = Duration.ofMillis(100);

    private final GatedDoubler doubler = new GatedDoubler();
    private final Bench bench =
            Bench.of(3, 4, new SlowFirst(() -> this.bench.clock.advance(RUN), doubler));

    @BeforeEach
    void learnThePace() throws Exception {
        Bench.await(bench.admit(0).getFirst());
        Bench.awaitIdle(); // else the clock may move before the lane knows since when it is free
    }

    @AfterEach
    void closeBatcher() {
        doubler.openGate();
        bench.close();
    }

    @Test
    void runsARequestWithThoseThatAreExpected() throws Exception {
        var second = bench.batcher.expect();
        var third = bench.batcher.expect();
        Future<Outcome<Integer>> first = bench.admit(1).getFirst();

        second.submit(2, Duration.ZERO, bench.clock.in(Bench.FAR));
        third.submit(3, Duration.ZERO, bench.clock.in(Bench.FAR));

        assertThat(batchSize(first)).isEqualTo(3);
        assertThat(bench.batcher.queueDepth()).isZero();
    }

    @Test
    void countsTheTimeSinceARequestWasExpectedAsWaitedExceptItsPreparation() throws Exception {
        var expected = bench.batcher.expect();
        bench.clock.advance(RUN);

        Admission<Integer> admission =
                expected.submit(1, RUN.dividedBy(4), bench.clock.in(Bench.FAR));

        doubler.openGate();
        assertThat(Bench.await(Bench.admitted(admission)))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered ->
                                assertThat(answered.queued())
                                        .isEqualTo(RUN.multipliedBy(3).dividedBy(4)));
    }

    @Test
    void waitsForNoneThatWillNotCome() throws Exception {
        var refused = bench.batcher.expect();
        Future<Outcome<Integer>> first = bench.admit(1).getFirst();

        refused.close();

        assertThat(batchSize(first)).isOne();
    }

    @Test
    void waitsNoLongerThanHalfARun() throws Exception {
        var slow = bench.batcher.expect();
        Future<Outcome<Integer>> first = bench.admit(1).getFirst();

        bench.clock.advance(RUN.dividedBy(2));

        assertThat(batchSize(first)).isOne();
        slow.close();
    }

    @Test
    void waitsForNoneOnceTheBatchIsFull() throws Exception {
        var slow = bench.batcher.expect();

        List<Future<Outcome<Integer>>> batch = bench.admit(1, 2, 3);

        assertThat(batchSize(batch.getFirst())).isEqualTo(3);
        slow.close();
    }

    @Test
    void waitsForNoneOnceItCloses() throws Exception {
        var slow = bench.batcher.expect();
        Future<Outcome<Integer>> first = bench.admit(1).getFirst();

        doubler.openGate();
        bench.close();

        assertThat(batchSize(first)).isOne();
        slow.close();
    }

    @Test
    void givesThoseThatAreExpectedAPlace() {
        try (var _ = bench.batcher.expect();
                var _ = bench.batcher.expect();
                var _ = bench.batcher.expect();
                var _ = bench.batcher.expect()) {
            assertThat(bench.batcher.queueDepth()).isEqualTo(4);
            assertThat(bench.batcher.deny(bench.clock.in(Bench.FAR))).contains(new Refused<>(4));
        }

        assertThat(bench.batcher.deny(bench.clock.in(Bench.FAR))).isEmpty();
    }

    @Test
    void endsAnExpectationOnce() {
        var expected = bench.batcher.expect();

        expected.close();
        expected.close();

        assertThat(bench.batcher.queueDepth()).isZero();
    }

    @Test
    void restsUntilTheNextRunAndAfterIt() throws Exception {
        bench.batcher.awaitRest(bench.clock.in(Bench.FAR));
        bench.admit(1);
        doubler.awaitBusy();
        FutureTask<Void> rest =
                new FutureTask<>(
                        () -> {
                            bench.batcher.awaitRest(bench.clock.in(Bench.FAR));
                            return null;
                        });
        Thread.ofVirtual().start(rest);

        bench.batcher.awaitRest(bench.clock.in(Duration.ofMillis(1))); // in vain
        boolean resting = rest.isDone();
        doubler.openGate();

        Bench.await(rest);
        assertThat(resting).isFalse();
    }

    private int batchSize(Future<Outcome<Integer>> future) throws Exception {
        doubler.openGate();
        return ((Answered<Integer>) Bench.await(future)).batchSize();
    }
}
