package io.sightline.batching;

import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Outcome.Failed;
import io.sightline.batching.Run.Succeeded;
import io.sightline.batching.Run.Threw;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// The life of one thread: opens its function, runs what it pulls from the waiting room, closes the
/// function.
///
/// Every request it takes out of the room has an outcome before it takes the next. Whatever the
/// function throws in a run, an [OutOfMemoryError] included, is that run's outcome and not the
/// lane's end: a batch too large for the memory left may well run one by one, and where an error
/// ought to end the process, the JVM has an option for it.
final class Lane<I, O> implements Runnable {

    private final BatchFunctionFactory<I, O> factory;
    private final WaitingRoom<I, O> room;
    private final Opening opening;
    private final BatchObserver observer;
    private final LongSupplier clock;
    private final boolean solo;

    /// @param solo whether it runs only requests that are alone
    Lane(
            BatchFunctionFactory<I, O> factory,
            WaitingRoom<I, O> room,
            Opening opening,
            BatchObserver observer,
            LongSupplier clock,
            boolean solo) {
        this.factory = factory;
        this.room = room;
        this.opening = opening;
        this.observer = observer;
        this.clock = clock;
        this.solo = solo;
    }

    @Override
    public void run() {
        try (BatchFunction<I, O> function = factory.open()) {
            long freeNanos = clock.getAsLong();
            opening.laneOpened();
            Departures<I, O> departures = take();
            while (!departures.isEmpty()) {
                serve(departures, function, freeNanos);
                freeNanos = clock.getAsLong();
                departures = take();
            }
        } catch (Throwable failure) {
            // Nobody may wait for a lane that is gone. After an orderly close nobody does.
            room.close();
            room.takeAll().abandon(observer, failure);
            if (!opening.laneFailed(failure)) {
                // ready() was over: the thread's uncaught exception handler is left to tell.
                throw failure;
            }
        }
    }

    private Departures<I, O> take() {
        return solo ? room.takeAlone() : room.take();
    }

    /// @param freeNanos since when this lane was free
    private void serve(Departures<I, O> departures, BatchFunction<I, O> function, long freeNanos) {
        try {
            departures.expire(observer);
            if (!departures.batch().isEmpty()) {
                runTogether(departures.batch(), function, freeNanos);
            }
        } catch (Throwable failure) {
            // Our own failure, say the observer's. No request may go unanswered for it.
            departures.fail(failure);
        } finally {
            if (!departures.batch().isEmpty()) {
                room.rest(solo);
            }
        }
    }

    private void runTogether(
            List<PendingRequest<I, O>> batch, BatchFunction<I, O> function, long freeNanos) {
        Run<O> run = Run.of(function, batch, clock);
        List<Duration> queued =
                batch.stream().map(member -> member.waited(run.startedNanos())).toList();
        // While the lane was free and the first of the batch was there already, it stood still.
        long stoodNanos = Math.min(run.startedNanos() - freeNanos, queued.getFirst().toNanos());
        room.ran(batch.size(), run.duration(), run.duration().plusNanos(stoodNanos));
        observer.ran(queued, run.duration());
        if (run instanceof Threw && batch.size() > 1) {
            runOneByOne(batch, function);
            return;
        }
        answer(batch, run);
    }

    private void runOneByOne(List<PendingRequest<I, O>> batch, BatchFunction<I, O> function) {
        observer.retried(batch.size());
        for (PendingRequest<I, O> member : batch) {
            if (!member.isDone()) { // else it was cancelled and nobody waits for it
                List<PendingRequest<I, O>> alone = List.of(member);
                answer(alone, Run.of(function, alone, clock));
            }
        }
    }

    private void answer(List<PendingRequest<I, O>> batch, Run<O> run) {
        for (int position = 0; position < batch.size(); position++) {
            PendingRequest<I, O> member = batch.get(position);
            member.complete(
                    switch (run) {
                        case Threw<O>(long _, Duration _, Throwable cause) -> new Failed<>(cause);
                        case Succeeded<O>(long started, Duration ran, List<O> outputs) ->
                                new Answered<>(
                                        outputs.get(position),
                                        member.waited(started),
                                        ran,
                                        batch.size());
                    });
        }
    }
}
