package io.sightline.batching;

import io.sightline.batching.Admission.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    final List<FaultyDoubler> solo = new ArrayList<>(); // none or one
    final Tally tally = new Tally();
    final Map<Integer, Future<Outcome<Integer>>> admitted = new ConcurrentHashMap<>();
    final Set<Integer> cancelled = ConcurrentHashMap.newKeySet();
    final Set<Integer> hurried = ConcurrentHashMap.newKeySet();
    final AtomicInteger submitted = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();

    /// Tickets refused of which none was to be submitted.
    final AtomicInteger idleRefused = new AtomicInteger();

    final AtomicInteger deepest = new AtomicInteger();

    private final SplittableRandom random;
    private final int callers;
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
            solo.add(new FaultyDoubler(random.split()));
        }
        callers = random.nextInt(1, 5);
        closingAt = random.nextBoolean() ? random.nextInt(callers * REQUESTS) : -1;
    }

    /// Lives it to the end. Unless it is closed early, every request is waited for before the
    /// batcher is closed: a wake-up that was lost would show.
    void run() throws Exception {
        LanePlan<Integer, Integer> plan =
                new LanePlan<>(factories(lanes), factories(solo), Thread.ofPlatform().factory());
        try (Batcher<Integer, Integer> batcher = new Batcher<>("random", properties, plan, tally)) {
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
                    Outcome<Integer> _ = BatcherHarness.await(outcome);
                }
            }
        }
    }

    private static List<BatchFunctionFactory<Integer, Integer>> factories(
            List<FaultyDoubler> lanes) {
        return lanes.stream()
                .<BatchFunctionFactory<Integer, Integer>>map(lane -> () -> lane)
                .toList();
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
        long timeoutNanos = BatcherHarness.FAR.toNanos();
        if (own.nextInt(4) == 0) {
            timeoutNanos = own.nextInt(200_000);
            hurried.add(input);
        }
        long deadlineNanos = System.nanoTime() + timeoutNanos;
        Admission<Integer, Integer> admission =
                switch (own.nextInt(4)) {
                    case 0 -> prepareAndSubmit(batcher, input, deadlineNanos);
                    case 1 -> submitBesideAnIdleTicket(batcher, input, deadlineNanos);
                    default -> batcher.submit(input, deadlineNanos);
                };
        switch (admission) {
            case Ticket<Integer, Integer> ticket -> admitted.put(input, ticket.outcome());
            case Refused<Integer, Integer> _ -> refused.incrementAndGet();
        }
    }

    private static Admission<Integer, Integer> prepareAndSubmit(
            Batcher<Integer, Integer> batcher, int input, long deadlineNanos) {
        Admission<Integer, Integer> admission = batcher.admit(deadlineNanos);
        if (admission instanceof Ticket<Integer, Integer> ticket) {
            Future<Outcome<Integer>> outcome = ticket.submit(input, Duration.ZERO);
            if (outcome.state() == Future.State.SUCCESS
                    && outcome.resultNow() instanceof Outcome.Refused<Integer>(Refusal reason)) {
                return new Refused<>(reason); // closed in between
            }
        }
        return admission;
    }

    private Admission<Integer, Integer> submitBesideAnIdleTicket(
            Batcher<Integer, Integer> batcher, int input, long deadlineNanos) {
        return switch (batcher.admit(deadlineNanos)) {
            case Ticket<Integer, Integer> idle -> {
                try (idle) {
                    yield batcher.submit(input, deadlineNanos);
                }
            }
            case Refused<Integer, Integer> _ -> {
                idleRefused.incrementAndGet();
                yield batcher.submit(input, deadlineNanos);
            }
        };
    }
}
