package io.sightline.batching;

import io.sightline.batching.Admission.Refused;
import io.sightline.batching.Outcome.Answered;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A batcher with a clock that stands still, an observer that keeps what it hears, and requests
/// without a deadline.
final class BatcherHarness implements AutoCloseable {

    /// Further away than any test goes.
    static final Duration FAR = Duration.ofDays(1);

    final ManualClock clock = new ManualClock();
    final RecordingObserver observer = new RecordingObserver();
    final Batcher<Integer, Integer> batcher;

    BatcherHarness(
            BatchingProperties properties,
            List<? extends BatchFunctionFactory<Integer, Integer>> lanes) {
        this(properties, LanePlan.of(lanes));
    }

    BatcherHarness(BatchingProperties properties, LanePlan<Integer, Integer> plan) {
        batcher = new Batcher<>("test", properties, plan, observer, clock);
    }

    /// Two lanes and a solo lane beside them.
    static BatcherHarness withSolo(
            BatchFunction<Integer, Integer> first,
            BatchFunction<Integer, Integer> second,
            BatchFunction<Integer, Integer> solo) {
        return new BatcherHarness(
                new BatchingProperties(4, Duration.ZERO, 16),
                LanePlan.<Integer, Integer>of(List.of(() -> first, () -> second))
                        .withSolo(() -> solo));
    }

    /// One lane that runs `function`, batches of up to `maxBatchSize`, at most `capacity` waiting,
    /// no delay.
    static BatcherHarness of(
            int maxBatchSize, int capacity, BatchFunction<Integer, Integer> function) {
        return new BatcherHarness(
                new BatchingProperties(maxBatchSize, Duration.ZERO, capacity),
                List.of(() -> function));
    }

    /// Waits until each lane waits for requests; none may run or be woken.
    void awaitIdle() throws InterruptedException {
        clock.awaitWaiting(batcher.lanes());
    }

    List<Future<Outcome<Integer>>> admit(Integer... inputs) {
        return Arrays.stream(inputs).map(input -> admitUntil(FAR, input)).toList();
    }

    Future<Outcome<Integer>> admitUntil(Duration deadline, int input) {
        return admitted(batcher.submit(input, clock.in(deadline)));
    }

    Admission<Integer, Integer> submit(int input) {
        return batcher.submit(input, clock.in(FAR));
    }

    /// A ticket whose input is in preparation, without a deadline.
    Ticket<Integer, Integer> prepare() {
        return ticket(batcher.admit(clock.in(FAR)));
    }

    static Ticket<Integer, Integer> ticket(Admission<Integer, Integer> admission) {
        return switch (admission) {
            case Ticket<Integer, Integer> ticket -> ticket;
            case Refused<Integer, Integer>(Refusal reason) ->
                    throw new AssertionError("refused: %s".formatted(reason));
        };
    }

    static Future<Outcome<Integer>> admitted(Admission<Integer, Integer> admission) {
        return ticket(admission).outcome();
    }

    static <T> T await(Future<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(10, TimeUnit.SECONDS);
    }

    /// The output of one request that was answered.
    static int output(Future<Outcome<Integer>> future) {
        try {
            if (await(future) instanceof Answered<Integer> answered) {
                return answered.output();
            }
            throw new AssertionError("not answered: %s".formatted(await(future)));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no outcome", e);
        }
    }

    @Override
    public void close() {
        batcher.close();
    }
}
