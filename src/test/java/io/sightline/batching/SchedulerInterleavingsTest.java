package io.sightline.batching;

import java.util.concurrent.Future;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Explores how threads may interleave in a [Scheduler] and its lanes, by the model checker
/// Lincheck. It runs a small scenario again and again and switches threads at other moments each
/// time. A scenario fails if an assertion does, or if every thread waits: so a lost wake-up shows.
///
/// How often each is run is the system property `sightline.interleavings`. Ten runs show a lane
/// that is not woken when a ticket is returned; ask for hundreds after a change to the scheduler.
@Timeout(600)
class SchedulerInterleavingsTest {

    private static final int RUNS = Integer.getInteger("sightline.interleavings", 10);

    private static final ProcessorSharing ONE_LANE = new ProcessorSharing(1, false);
    private static final ProcessorSharing ONE_AND_SOLO = new ProcessorSharing(1, true);

    /// The first run in which a class appears pays for its rewriting. Together that is seconds,
    /// tens of them on a busy machine, and Lincheck gives a run up after 30.
    @BeforeAll
    @Timeout(300) // the class's own does not extend to this
    static void rewriteClassesInSteps() {
        Lincheck.runConcurrentTest(1, () -> {});
        rehearse(); // so that all classes are there before threads are stopped in them
        Lincheck.runConcurrentTest(1, () -> new SmallBatcher(2, ONE_AND_SOLO).ticket().close());
        Lincheck.runConcurrentTest(1, SchedulerInterleavingsTest::rehearseAnswers);
        Lincheck.runConcurrentTest(1, SchedulerInterleavingsTest::rehearseExpiry);
    }

    @Test
    void givesATicketOneEndThoughItIsGivenUpAndTheBatcherClosed() {
        explore(
                () -> {
                    SmallBatcher batcher = new SmallBatcher(1, ONE_LANE);
                    Ticket<Integer, Integer> ticket = batcher.ticket();

                    batcher.runTogether(
                            () -> {
                                Future<Outcome<Integer>> _ = batcher.submit(ticket);
                                ticket.close();
                            },
                            batcher::close,
                            batcher::serve);

                    batcher.assertEnds();
                });
    }

    @Test
    void wakesALaneThatHoldsForATicketThatIsReturned() {
        explore(
                () -> {
                    SmallBatcher batcher = new SmallBatcher(2, ONE_LANE);
                    Ticket<Integer, Integer> answered = batcher.ticket();
                    Ticket<Integer, Integer> returned = batcher.ticket();

                    batcher.runTogether(
                            () -> batcher.submitAwaitAndClose(answered),
                            returned::close,
                            batcher::serve);

                    batcher.assertEnds();
                });
    }

    @Test
    void answersARequestWhicheverLaneItsNeighbourLeavesItTo() {
        explore(
                () -> {
                    SmallBatcher batcher = new SmallBatcher(2, ONE_AND_SOLO);
                    Ticket<Integer, Integer> answered = batcher.ticket();
                    Ticket<Integer, Integer> returned = batcher.ticket();

                    batcher.runTogether(
                            () -> batcher.submitAwaitAndClose(answered),
                            returned::close,
                            batcher::serve,
                            batcher::serveSolo);

                    batcher.assertEnds();
                });
    }

    @Test
    void expiresOrAnswersARequestWhosePlaceAnotherWants() {
        explore(
                () -> {
                    SmallBatcher batcher = new SmallBatcher(1, ONE_LANE);
                    Future<Outcome<Integer>> _ = batcher.submit(batcher.ticket());

                    batcher.runTogether(
                            () -> {
                                batcher.passDeadlines();
                                batcher.submitOne();
                                batcher.close();
                            },
                            batcher::serve);

                    batcher.assertEnds();
                });
    }

    private static void explore(Runnable scenario) {
        Lincheck.runConcurrentTest(RUNS, scenario);
    }

    /// Two lives without a second thread, with every end that a ticket can have.
    private static void rehearse() {
        rehearseAnswers();
        rehearseExpiry();
    }

    private static void rehearseAnswers() {
        SmallBatcher answering = new SmallBatcher(2, ONE_AND_SOLO);
        Future<Outcome<Integer>> _ = answering.submit(answering.ticket());
        answering.ticket().close();
        answering.submitOne();
        answering.close();
        answering.submitOne();
        answering.serveSolo();
        answering.serve();
        answering.assertEnds();
    }

    private static void rehearseExpiry() {
        SmallBatcher expiring = new SmallBatcher(1, ONE_LANE);
        Ticket<Integer, Integer> withdrawn = expiring.ticket();
        Future<Outcome<Integer>> _ = expiring.submit(withdrawn);
        withdrawn.close();
        Future<Outcome<Integer>> _ = expiring.submit(expiring.ticket());
        expiring.passDeadlines();
        expiring.submitOne();
        expiring.close();
        expiring.serve();
        expiring.assertEnds();
    }
}
