package io.sightline.batching;

import io.sightline.batching.Admission.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Requests through a batcher whose function does nothing, so that what is left is the batcher:
/// admission, queue, the way to the lane's thread and back.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class BatcherBenchmark {

    private static final int MANY = 64;

    /// Lanes that pull.
    @Param({"1", "2"})
    public int lanes = 1;

    private Batcher<Integer, Integer> batcher;

    /// Starts the lanes.
    @Setup
    public void open() throws Exception {
        BatchFunctionFactory<Integer, Integer> lane = Unchanged::new;
        batcher =
                new Batcher<>(
                        "benchmark",
                        new BatchingProperties(8, Duration.ZERO, 2 * MANY),
                        LanePlan.of(Collections.nCopies(lanes, lane)),
                        new SilentObserver());
        batcher.ready().get();
    }

    /// One request; two threads hand over to each other.
    @Benchmark
    public Outcome<Integer> alone() throws Exception {
        return admitted(1).get();
    }

    /// One of 64 that are admitted together; here a handing over is shared.
    @Benchmark
    @OperationsPerInvocation(MANY)
    public int amongMany() throws Exception {
        List<Future<Outcome<Integer>>> outcomes = new ArrayList<>(MANY);
        for (int i = 0; i < MANY; i++) {
            outcomes.add(admitted(i));
        }
        int seen = 0;
        for (Future<Outcome<Integer>> outcome : outcomes) {
            seen += outcome.get().hashCode();
        }
        return seen;
    }

    private Future<Outcome<Integer>> admitted(int input) {
        long deadlineNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        return switch (batcher.submit(input, deadlineNanos)) {
            case Ticket<Integer, Integer> ticket -> ticket.outcome();
            case Refused<Integer, Integer> refused -> throw new AssertionError(refused);
        };
    }

    /// Ends the lanes.
    @TearDown
    public void close() {
        batcher.close();
    }

    private static final class Unchanged implements BatchFunction<Integer, Integer> {

        @Override
        public List<Integer> apply(List<Integer> inputs) {
            return inputs;
        }

        @Override
        public void close() {}
    }
}
