package io.sightline.batching;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Answers single requests by running them in batches.
///
/// A request gets a [Ticket], and its input waits in one bounded queue. Each lane is one platform
/// thread with a function of its own. An idle lane takes what is queued, so batches grow with the
/// load, and without load no request waits for others. With `max-delay` above zero a lane waits
/// until the batch is full or its oldest member has been queued that long. Batches are formed in
/// order of arrival; with one lane they also run in that order. [Scheduler] states the invariants
/// and how long a request waits.
///
/// There may be a solo lane in addition to the shared lanes, for functions that gain little by
/// batches. It runs a request that is alone: no run is under way and no input in preparation. While
/// it runs, the other lanes wait, so its function may use all the processors that they share. With
/// `max-delay` above zero no request goes to it.
///
/// If the function fails on a batch of several, its members are run again one by one, so that one
/// bad input cannot fail the others. A member that fails alone gets [Outcome.Failed]. The lane
/// continues in both cases, even after an [Error].
///
/// Every ticket has exactly one end, whatever fails and however the batcher ends. If a lane cannot
/// open its function, the batcher closes. The cause fails [#ready()] and every request that no
/// other lane takes.
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

    /// Admits or refuses a request before its input is prepared, so that no work is spent on a
    /// request that would be refused. Never waits, except for the queue's lock.
    ///
    /// The ticket holds a place until a lane takes the submitted request, or until it is closed.
    /// While inputs are in preparation, a free lane may wait for them to fill its batch, but at
    /// most for half the recent duration of a run, and not at all if there is a solo lane.
    ///
    /// Requests past their deadline do not count: [Refusal#FULL] means that `capacity` requests
    /// still within their deadlines hold all places, and [Refusal#LATE] counts only such requests
    /// as ahead.
    ///
    /// @param deadlineNanos when the answer stops being of use, on the clock of [System#nanoTime()]
    ///   and within 292 years of now; a request that no lane has taken by then is [Outcome.Expired]
    public Admission<I, O> admit(long deadlineNanos) {
        return scheduler.admit(deadlineNanos);
    }

    /// Admits or refuses a request whose input needs no preparation: [#admit] and [Ticket#submit]
    /// in one step.
    public Admission<I, O> submit(I input, long deadlineNanos) {
        return scheduler.submit(input, deadlineNanos);
    }

    /// Waits while a run uses all processors, one of the solo lane or of the only lane, but at most
    /// until `deadlineNanos`.
    public void awaitProcessors(long deadlineNanos) throws InterruptedException {
        scheduler.awaitProcessors(deadlineNanos);
    }

    /// Completes when every lane has opened its function; fails with the cause if one could not.
    ///
    /// A later failure does not show here but in [#accepting()].
    public Future<Void> ready() {
        return opening.completion();
    }

    /// Whether requests can be admitted: true until closing begins or a lane is lost.
    public boolean accepting() {
        return !scheduler.isClosed();
    }

    /// The number of requests that wait for a lane now, including those in preparation.
    int queueDepth() {
        return scheduler.currentLoad().places();
    }

    /// The maximum number of requests that wait at once.
    public int capacity() {
        return capacity;
    }

    /// The number of lanes that cannot take a batch now: those that run one; all, while the solo
    /// lane runs.
    int busyLanes() {
        return sharing.busy(scheduler.currentLoad());
    }

    /// The number of lanes that answer requests: 0 until all have opened, and again once closing
    /// begins or a lane is lost.
    int readyLanes() {
        return opening.succeeded() && accepting() ? lanes : 0;
    }

    /// The number of shared lanes, without the solo lane.
    public int lanes() {
        return lanes;
    }

    /// Refuses new requests, answers those submitted, closes each function on its lane's thread,
    /// and waits for the threads.
    ///
    /// Every request that was submitted before this call is answered or expires; none is lost. A
    /// ticket that is still in preparation is refused when it is submitted.
    ///
    /// Takes as long as the lanes need to finish opening and to run what is queued and does not
    /// expire, so deadlines bound it. An interrupt does not shorten the wait, because a session in
    /// use cannot be abandoned safely; the thread's interrupt status is set again at the end. May
    /// be called again and from several threads; each call returns when everything is closed. Must
    /// not be called on a lane, which would wait for itself.
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
