package io.sightline.batching;

import io.sightline.batching.Admission.Admitted;
import io.sightline.batching.Outcome.Answered;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/// A batcher on a test bench: a clock that stands still, an observer that listens, requests without
/// a deadline.
final class Bench implements AutoCloseable {

    /// Further away than any test goes.
    static final Duration FAR = Duration.ofDays(1);

    final ManualClock clock = new ManualClock();
    final RecordingObserver observer = new RecordingObserver();
    final Batcher<Integer, Integer> batcher;

    Bench(
            BatchingProperties properties,
            List<? extends BatchFunctionFactory<Integer, Integer>> lanes) {
        this(properties, lanes, Optional.empty());
    }

    Bench(
            BatchingProperties properties,
            List<? extends BatchFunctionFactory<Integer, Integer>> lanes,
            Optional<? extends BatchFunctionFactory<Integer, Integer>> solo) {
        batcher = new Batcher<>("bench", properties, lanes, solo, observer, clock);
    }

    /// Two lanes and a solo lane beside them.
    static Bench withSolo(
            BatchFunction<Integer, Integer> first,
            BatchFunction<Integer, Integer> second,
            BatchFunction<Integer, Integer> solo) {
        return new Bench(
                new BatchingProperties(4, Duration.ZERO, 16),
                List.of(() -> first, () -> second),
                Optional.of(() -> solo));
    }

    /// One lane that runs `function`, batches of up to `maxBatchSize`, at most `capacity` waiting,
    /// no delay.
    static Bench of(int maxBatchSize, int capacity, BatchFunction<Integer, Integer> function) {
        return new Bench(
                new BatchingProperties(maxBatchSize, Duration.ZERO, capacity),
                List.of(() -> function));
    }

    /// Waits until each lane waits for requests, and has looked at the clock before; none may run.
    static void awaitIdle() {
        Awaitility.await()
                .until(
                        () ->
                                Thread.getAllStackTraces().keySet().stream()
                                        .filter(it -> it.getName().startsWith("sightline-bench-"))
                                        .allMatch(it -> it.getState() == Thread.State.WAITING));
    }

    List<Future<Outcome<Integer>>> admit(Integer... inputs) {
        return Arrays.stream(inputs).map(input -> admitUntil(FAR, input)).toList();
    }

    Future<Outcome<Integer>> admitUntil(Duration deadline, int input) {
        return admitted(batcher.submit(input, clock.in(deadline)));
    }

    Admission<Integer> submit(int input) {
        return batcher.submit(input, clock.in(FAR));
    }

    static Future<Outcome<Integer>> admitted(Admission<Integer> admission) {
        if (admission instanceof Admitted<Integer>(Future<Outcome<Integer>> outcome)) {
            return outcome;
        }
        throw new AssertionError("not admitted: %s".formatted(admission));
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
