package io.sightline.batching;

import io.sightline.batching.Admission.Admitted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// One life of a batcher, drawn from a seed: its settings, its callers and what they do.
///
/// Callers submit numbers of their own in ascending order, some with deadlines that pass, cancel
/// some, and in half of all schedules close the batcher while others still submit. The threads'
/// interleaving is not drawn: the same seed gives the same schedule but not always the same
/// history.
final class RandomSchedule {

    static final int REQUESTS = 40;

    final BatchingProperties properties;
    final List<FaultyDoubler> lanes = new ArrayList<>();
    Optional<FaultyDoubler> solo = Optional.empty();
    final Tally tally = new Tally();
    final Map<Integer, Future<Outcome<Integer>>> admitted = new ConcurrentHashMap<>();
    final Set<Integer> cancelled = ConcurrentHashMap.newKeySet();
    final Set<Integer> hurried = ConcurrentHashMap.newKeySet();
    final AtomicInteger submitted = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger deepest = new AtomicInteger();

    private final SplittableRandom random;
    final int callers;
    private final int closingAt;

    RandomSchedule(long seed) {
        random = new SplittableRandom(seed);
        int maxBatchSize = random.nextInt(1, 7);
        properties =
                new BatchingProperties(
                        maxBatchSize,
                        Duration.ofNanos(random.nextInt(3) * 100_000L),
                        maxBatchSize + random.nextInt(8));
        int laneCount = random.nextInt(1, 4);
        for (int lane = 0; lane < laneCount; lane++) {
            lanes.add(new FaultyDoubler(random.split()));
        }
        if (random.nextBoolean()) {
            solo = Optional.of(new FaultyDoubler(random.split()));
        }
        callers = random.nextInt(1, 5);
        closingAt = random.nextBoolean() ? random.nextInt(callers * REQUESTS) : -1;
    }

    /// Lives it to the end. Unless it is closed early, every request is waited for before the
    /// batcher is closed: a wake-up that was lost would show.
    void run() throws Exception {
        List<BatchFunctionFactory<Integer, Integer>> factories =
                lanes.stream()
                        .<BatchFunctionFactory<Integer, Integer>>map(lane -> () -> lane)
                        .toList();
        try (Batcher<Integer, Integer> batcher =
                new Batcher<>(
                        "random", properties, factories, solo.map(lane -> () -> lane), tally)) {
            List<Thread> threads = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int first = caller * REQUESTS;
                SplittableRandom own = random.split();
                threads.add(Thread.startVirtualThread(() -> call(batcher, first, own)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            for (Future<Outcome<Integer>> outcome : admitted.values()) {
                if (!outcome.isCancelled()) {
                    Outcome<Integer> _ = Bench.await(outcome);
                }
            }
        }
    }

    private void call(Batcher<Integer, Integer> batcher, int first, SplittableRandom own) {
        for (int input = first; input < first + REQUESTS; input++) {
            submit(batcher, input, own);
            deepest.accumulateAndGet(batcher.queueDepth(), Math::max);
            int earlier = own.nextInt(first, input + 1);
            if (own.nextInt(4) == 0 && admitted.containsKey(earlier)) {
                cancelled.add(earlier);
                admitted.get(earlier).cancel(own.nextBoolean());
            }
            int count = submitted.incrementAndGet();
            if (closingAt >= 0 && (count == closingAt || count == closingAt + 2)) {
                batcher.close();
            }
        }
    }

    private void submit(Batcher<Integer, Integer> batcher, int input, SplittableRandom own) {
        long timeoutNanos = Bench.FAR.toNanos();
        if (own.nextInt(4) == 0) {
            timeoutNanos = own.nextInt(200_000);
            hurried.add(input);
        }
        switch (offer(batcher, input, System.nanoTime() + timeoutNanos, own)) {
            case Admitted<Integer>(Future<Outcome<Integer>> outcome) ->
                    admitted.put(input, outcome);
            case Admission.Denied<Integer> _ -> refused.incrementAndGet();
        }
    }

    /// As it is, or as one that was expected; and now and then one is expected that never comes.
    private static Admission<Integer> offer(
            Batcher<Integer, Integer> batcher,
            int input,
            long deadlineNanos,
            SplittableRandom own) {
        return switch (own.nextInt(4)) {
            case 0 -> {
                try (var expected = batcher.expect()) {
                    yield expected.submit(input, Duration.ZERO, deadlineNanos);
                }
            }
            case 1 -> {
                try (var _ = batcher.expect()) {
                    yield batcher.submit(input, deadlineNanos);
                }
            }
            default -> batcher.submit(input, deadlineNanos);
        };
    }
}
