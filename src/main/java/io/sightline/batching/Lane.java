package io.sightline.batching;

import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Outcome.Failed;
import io.sightline.batching.Run.Succeeded;
import io.sightline.batching.Run.Threw;
import java.time.Duration;
import java.util.List;

/// The life of one lane's thread: opens its function, runs the batches that it takes from the
/// scheduler, closes the function.
///
/// It gives every request of a batch an outcome before it takes the next batch. An exception or
/// error in a run, even an [OutOfMemoryError], fails that run and does not end the lane: a batch
/// that is too large for the memory left may well succeed one by one, and the JVM has an option to
/// exit on such an error.
final class Lane<I, O> implements Runnable {

    private final BatchFunctionFactory<I, O> factory;
    private final Scheduler<I, O> scheduler;
    private final Opening opening;
    private final BatchObserver observer;
    private final Ticker ticker;
    private final Kind kind;

    Lane(
            BatchFunctionFactory<I, O> factory,
            Scheduler<I, O> scheduler,
            Opening opening,
            BatchObserver observer,
            Ticker ticker,
            Kind kind) {
        this.factory = factory;
        this.scheduler = scheduler;
        this.opening = opening;
        this.observer = observer;
        this.ticker = ticker;
        this.kind = kind;
    }

    @Override
    public void run() {
        try (BatchFunction<I, O> function = factory.open()) {
            long freeNanos = ticker.nanoTime();
            opening.laneOpened();
            Dequeued<I, O> dequeued = scheduler.take(kind);
            while (!dequeued.isEmpty()) {
                serve(dequeued, function, freeNanos);
                freeNanos = ticker.nanoTime();
                dequeued = scheduler.take(kind);
            }
        } catch (Throwable failure) {
            // Nobody may wait for a lane that is gone. After an orderly close nobody does.
            scheduler.close();
            scheduler.takeAll().abandon(observer, failure);
            if (!opening.laneFailed(failure)) {
                // ready() was over: the thread's uncaught exception handler is left to tell.
                throw failure;
            }
        }
    }

    /// @param freeNanos since when this lane was free
    private void serve(Dequeued<I, O> dequeued, BatchFunction<I, O> function, long freeNanos) {
        try {
            dequeued.expire(observer);
            if (!dequeued.batch().isEmpty()) {
                runTogether(dequeued.batch(), function, freeNanos);
            }
        } catch (Throwable failure) {
            // Our own failure, say the observer's. No request may go unanswered for it.
            dequeued.fail(failure);
        } finally {
            if (!dequeued.batch().isEmpty()) {
                scheduler.finished(kind);
            }
        }
    }

    private void runTogether(
            List<PendingRequest<I, O>> batch, BatchFunction<I, O> function, long freeNanos) {
        Run<O> run = Run.of(function, batch, ticker);
        List<Duration> queued =
                batch.stream().map(member -> member.waited(run.startedNanos())).toList();
        // While the lane was free and the first of the batch was there already, it stood still.
        long stoodNanos = Math.min(run.startedNanos() - freeNanos, queued.getFirst().toNanos());
        scheduler.ran(batch.size(), run.duration(), run.duration().plusNanos(stoodNanos));
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
            if (!member.ticket().isDone()) { // else its caller gave it up
                List<PendingRequest<I, O>> alone = List.of(member);
                answer(alone, Run.of(function, alone, ticker));
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

    /// The kinds of lanes.
    enum Kind {
        /// Takes any batch, and shares the processors with the other shared lanes.
        SHARED,
        /// Takes a request that is alone, and has all processors while it runs.
        SOLO
    }
}
