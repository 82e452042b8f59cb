package io.sightline.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Answers single requests by running them in batches.
///
/// A request gets a [Ticket], and its input waits in one bounded queue. Each lane is one platform
/// thread with one function of its own; an idle lane takes what is queued, so batches grow under
/// load and cost nothing without it. With `max-delay` above zero a lane holds back until the batch
/// is full or its oldest member has waited that long since it was enqueued. Batches are formed in
/// order of arrival; with one lane they also run in it. [Scheduler] says what holds at any time and
/// how long a request waits.
///
/// A solo lane may stand beside the shared lanes, for functions that gain little by batches. It
/// runs a request that is alone, with no run under way and none in preparation; while it does, the
/// others wait. So its function may use all the processors that the others share. With `max-delay`
/// above zero there is no request for it.
///
/// If the function fails on a batch of several, its members are run again one by one, so that one
/// cannot take the others down. A member that fails alone is [Outcome.Failed]. The lane lives on in
/// either case, also after an [Error].
///
/// Every ticket has exactly one end, whatever fails and however the batcher ends. If a lane cannot
/// open its function, the batcher closes, the requests that no other lane takes are failed with the
/// cause, and so is [#ready()].
///
/// Thread-safe. The threads are daemons: a forgotten [#close()] does not keep the process alive.
///
/// @param <I> the input of one request
/// @param <O> the output of one request
public final class Batcher<I, O> implements AutoCloseable {

    private final ProcessorSharing sharing;
    private final Scheduler<I, O> scheduler;
    private final Opening opening;
    private final int lanes;
    private final List<Thread> threads;
    private final int capacity;

    /// Starts the lanes of `plan` and returns while they open; requests are taken from now on.
    ///
    /// @param name what is served; the threads are called `sightline-<name>-lane-1` and so on
    public Batcher(
            String name,
            BatchingProperties properties,
            LanePlan<I, O> plan,
            BatchObserver observer) {
        this(name, properties, plan, observer, Ticker.SYSTEM);
    }

    Batcher(
            String name,
            BatchingProperties properties,
            LanePlan<I, O> plan,
            BatchObserver observer,
            Ticker ticker) {
        this.lanes = plan.shared().size();
        this.capacity = properties.queueCapacity();
        boolean soloInUse = !plan.solo().isEmpty() && properties.maxDelay().isZero();
        this.sharing = new ProcessorSharing(lanes, soloInUse);
        this.scheduler = new Scheduler<>(properties, sharing, observer, ticker);
        this.opening = new Opening(plan.size());
        List<Lane<I, O>> built = new ArrayList<>();
        for (BatchFunctionFactory<I, O> factory : plan.shared()) {
            built.add(new Lane<>(factory, scheduler, opening, observer, ticker, Lane.Kind.SHARED));
        }
        for (BatchFunctionFactory<I, O> factory : plan.solo()) {
            built.add(new Lane<>(factory, scheduler, opening, observer, ticker, Lane.Kind.SOLO));
        }
        this.threads =
                IntStream.range(0, built.size())
                        .mapToObj(index -> thread(plan, built.get(index), name, index + 1))
                        .toList();
        threads.forEach(Thread::start);
    }

    private static Thread thread(LanePlan<?, ?> plan, Runnable lane, String name, int number) {
        Thread thread = plan.threads().newThread(lane);
        thread.setName("sightline-%s-lane-%d".formatted(name, number));
        thread.setDaemon(true);
        return thread;
    }

    /// Takes or refuses a request before its input is prepared, so that this is not done in vain.
    /// Never blocks for longer than it takes to look at the queue.
    ///
    /// The ticket holds a place until it is submitted and taken by a lane, or closed. Meanwhile a
    /// free lane may wait for it to fill its batch, no longer than half of what runs take lately;
    /// not if there is a solo lane.
    ///
    /// A request past its deadline holds no place against a live one: [Refusal#FULL] means that as
    /// many as the capacity still have time, and [Refusal#LATE] counts none that have not.
    ///
    /// @param deadlineNanos when the answer stops being of use, on the clock of [System#nanoTime()]
    ///   and within 292 years of now; a request that no lane has taken by then is [Outcome.Expired]
    public Admission<I, O> admit(long deadlineNanos) {
        return scheduler.admit(deadlineNanos);
    }

    /// Takes or refuses a request whose input needs no preparation: [#admit] and [Ticket#submit] in
    /// one step.
    public Admission<I, O> submit(I input, long deadlineNanos) {
        return scheduler.submit(input, deadlineNanos);
    }

    /// Waits while the solo lane runs, or the only one there is, no longer than until
    /// `deadlineNanos`.
    public void awaitProcessors(long deadlineNanos) throws InterruptedException {
        scheduler.awaitProcessors(deadlineNanos);
    }

    /// Completes when every lane has opened its function; fails with the cause if one could not.
    ///
    /// A later failure does not show here but in [#accepting()].
    public Future<Void> ready() {
        return opening.completion();
    }

    /// Whether requests can be taken: not once closing has begun or a lane was lost.
    public boolean accepting() {
        return !scheduler.isClosed();
    }

    /// How many requests wait for a lane now, those included whose inputs are being prepared.
    int queueDepth() {
        return scheduler.currentLoad().places();
    }

    /// Most requests that wait at once.
    public int capacity() {
        return capacity;
    }

    /// How many lanes cannot take a batch now: those that run one, and all of them while the solo
    /// lane does.
    int busyLanes() {
        return sharing.busy(scheduler.currentLoad());
    }

    /// How many lanes answer requests: none before all have opened, or once closing has begun or
    /// one was lost.
    int readyLanes() {
        return opening.succeeded() && accepting() ? lanes : 0;
    }

    /// How many lanes there are, the solo lane apart.
    public int lanes() {
        return lanes;
    }

    /// Refuses new requests, answers those submitted, closes each function on its lane's thread,
    /// waits for the threads.
    ///
    /// Every request that was submitted before this call is answered, or expires; none is lost. A
    /// ticket that is still in preparation is refused when it is submitted.
    ///
    /// Takes as long as the lanes need: to open, if they have not yet, and then for what is queued,
    /// less what expires meanwhile; deadlines bound it. An interrupt does not shorten the wait, for
    /// a session in use cannot be abandoned safely; it is handed on when the wait is over. May be
    /// called again and from several threads, and each call returns when all is closed; but never
    /// from a lane, which would wait for itself.
    @Override
    public void close() {
        scheduler.close();
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
