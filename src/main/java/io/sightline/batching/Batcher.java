package io.sightline.batching;

import io.sightline.batching.Admission.Closed;
import io.sightline.batching.Admission.Denied;
import io.sightline.batching.Admission.Late;
import io.sightline.batching.Admission.Refused;
import io.sightline.batching.BatchObserver.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Answers single requests by running them in batches.
///
/// Requests wait in one bounded queue. Each lane is one platform thread with one function of its
/// own; an idle lane takes what is queued, so batches grow under load and cost nothing without it.
/// With `max-delay` above zero a lane holds back until the batch is full or its oldest member has
/// waited that long since it was admitted. Batches are formed in order of arrival; with one lane
/// they also run in it.
///
/// A solo lane may stand beside them, for functions that gain little by batches. It runs a request
/// that is alone, with no run under way and none in preparation; while it does, the others wait. So
/// its function may use all the processors that the others' share. The others take their part of
/// what is queued, so that it is spread among them before batches grow. With `max-delay` above zero
/// it is as if there were none.
///
/// If the function fails on a batch of several, its members are run again one by one, so that one
/// cannot take the others down. A member that fails alone is [Outcome.Failed]. The lane lives on in
/// either case, also after an [Error].
///
/// Every admitted request gets exactly one outcome or is cancelled by its caller, whatever fails
/// and however the batcher ends. If a lane cannot open its function, the batcher closes, the
/// requests that no other lane takes are failed with the cause, and so is [#ready()].
///
/// Thread-safe. The threads are daemons: a forgotten [#close()] does not keep the process alive.
///
/// @param <I> the input of one request
/// @param <O> the output of one request
public final class Batcher<I, O> implements AutoCloseable {

    private final WaitingRoom<I, O> room;
    private final Opening opening;
    private final int lanes;
    private final List<Thread> threads;
    private final BatchObserver observer;
    private final LongSupplier clock;
    private final int capacity;

    /// Without a solo lane.
    public Batcher(
            String name,
            BatchingProperties properties,
            List<? extends BatchFunctionFactory<I, O>> factories,
            BatchObserver observer) {
        this(name, properties, factories, Optional.empty(), observer);
    }

    /// Starts one lane for each factory and returns while they open; requests are admitted from now
    /// on.
    ///
    /// @param name what is served; the threads are called `sightline-<name>-lane-1` and so on
    /// @param factories at least one
    /// @param solo opens the function of the solo lane, the last of the threads; empty for none
    public Batcher(
            String name,
            BatchingProperties properties,
            List<? extends BatchFunctionFactory<I, O>> factories,
            Optional<? extends BatchFunctionFactory<I, O>> solo,
            BatchObserver observer) {
        this(name, properties, factories, solo, observer, System::nanoTime);
    }

    Batcher(
            String name,
            BatchingProperties properties,
            List<? extends BatchFunctionFactory<I, O>> factories,
            Optional<? extends BatchFunctionFactory<I, O>> solo,
            BatchObserver observer,
            LongSupplier clock) {
        if (factories.isEmpty()) {
            throw new IllegalArgumentException(
                    "batcher %s has 0 lanes, must have at least 1".formatted(name));
        }
        this.lanes = factories.size();
        this.room = new WaitingRoom<>(properties, lanes, solo.isPresent(), observer, clock);
        this.opening = new Opening(lanes + (solo.isPresent() ? 1 : 0));
        this.observer = observer;
        this.clock = clock;
        this.capacity = properties.queueCapacity();
        List<Lane<I, O>> built = new ArrayList<>();
        for (BatchFunctionFactory<I, O> factory : factories) {
            built.add(new Lane<>(factory, room, opening, observer, clock, false));
        }
        solo.ifPresent(
                factory -> built.add(new Lane<>(factory, room, opening, observer, clock, true)));
        Thread.Builder builder =
                Thread.ofPlatform().daemon().name("sightline-%s-lane-".formatted(name), 1);
        this.threads = built.stream().map(lane -> builder.start(lane)).toList();
    }

    /// Offers one request. Never blocks for longer than it takes to look at the queue.
    ///
    /// A request past its deadline holds no place against a live one: [Refused] means that as many
    /// as the capacity still have time, and [Late] counts none that have not.
    ///
    /// @param deadlineNanos when the answer stops being of use, on the clock of [System#nanoTime()]
    ///   and within 292 years of now; a request that no lane has taken by then is [Outcome.Expired]
    public Admission<O> submit(I input, long deadlineNanos) {
        return settle(room.admit(input, deadlineNanos), () -> room.admit(input, deadlineNanos));
    }

    private Admission<O> settle(Admission<O> first, Supplier<Admission<O>> again) {
        Admission<O> admission = first;
        if (admission instanceof Denied && expire()) {
            admission = again.get();
        }
        if (admission instanceof Denied<O> denied) {
            count(denied);
        }
        return admission;
    }

    /// Denies a request before its input is prepared, so that this is not done in vain, and counts
    /// it as denied; empty if it is worth preparing.
    ///
    /// Requests that are being prepared count as waiting. It holds no place: [#expect()] does.
    public Optional<Denied<O>> deny(long deadlineNanos) {
        Optional<Denied<O>> denied = room.denial(deadlineNanos);
        if (denied.isPresent() && expire()) {
            denied = room.denial(deadlineNanos);
        }
        denied.ifPresent(this::count);
        return denied;
    }

    /// Says that the input of a request is being prepared, until the result is offered or closed.
    ///
    /// A free lane waits for such requests to fill its batch, no longer than half of what runs take
    /// lately; not if there is a solo lane.
    public Expected expect() {
        room.expect();
        return new Expected(clock.getAsLong());
    }

    /// A request that will be offered soon. For one thread.
    public final class Expected implements AutoCloseable {

        private final long sinceNanos;
        private boolean over;

        private Expected(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }

        /// Offers the request, as [Batcher#submit] does, but never in vain for the pace of runs:
        /// what has been prepared is not [Late]. Once.
        ///
        /// @param preparation how long its input was worked on; the rest of the time since it was
        ///   expected it has waited, as it does from now on
        public Admission<O> submit(I input, Duration preparation, long deadlineNanos) {
            over = true;
            long waitingNanos = sinceNanos + preparation.toNanos();
            return settle(
                    room.admitExpected(input, waitingNanos, deadlineNanos),
                    () -> room.admitPrepared(input, waitingNanos, deadlineNanos));
        }

        /// Nothing will be offered, if it was not yet.
        @Override
        public void close() {
            if (!over) {
                over = true;
                room.expectNoMore();
            }
        }
    }

    /// Waits while the solo lane runs, or the only one there is, no longer than until
    /// `deadlineNanos`.
    public void awaitRest(long deadlineNanos) throws InterruptedException {
        room.awaitRest(deadlineNanos);
    }

    /// Frees the places of requests whose deadline has passed, and says whether there were any.
    private boolean expire() {
        Departures<I, O> expired = room.takeExpired();
        expired.expire(observer);
        return !expired.isEmpty();
    }

    private void count(Denied<O> denied) {
        observer.refused(
                switch (denied) {
                    case Refused<O> _ -> Refusal.FULL;
                    case Late<O> _ -> Refusal.LATE;
                    case Closed<O> _ -> Refusal.CLOSED;
                });
    }

    /// Completes when every lane has opened its function; fails with the cause if one could not.
    ///
    /// A later failure does not show here but in [#accepting()].
    public Future<Void> ready() {
        return opening.completion();
    }

    /// Whether requests can be admitted: not once closing has begun or a lane was lost.
    public boolean accepting() {
        return !room.isClosed();
    }

    /// How many requests wait for a lane now, those included whose inputs are being prepared.
    public int queueDepth() {
        return room.depth();
    }

    /// Most requests that wait at once.
    public int capacity() {
        return capacity;
    }

    /// How many lanes cannot take a batch now: those that run one, and all of them while the solo
    /// lane does.
    public int busyLanes() {
        return room.busy();
    }

    /// How many lanes answer requests: none before all have opened, or once closing has begun or
    /// one was lost.
    public int readyLanes() {
        return opening.succeeded() && accepting() ? lanes : 0;
    }

    /// How many lanes there are, the solo lane apart.
    public int lanes() {
        return lanes;
    }

    /// Refuses new requests, answers those admitted, closes each function on its lane's thread,
    /// waits for the threads.
    ///
    /// Takes as long as the lanes need: to open, if they have not yet, and then for what is queued,
    /// less what expires meanwhile; deadlines bound it. An interrupt does not shorten the wait, for
    /// a session in use cannot be abandoned safely; it is handed on when the wait is over. May be
    /// called again and from several threads, and each call returns when all is closed; but never
    /// from a lane, which would wait for itself.
    @Override
    public void close() {
        room.close();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
