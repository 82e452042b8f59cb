package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.batching.Admission.Refused;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Runs of 100 ms by the clock of the harness; batches of up to 3, at most 6 waiting.
class BatcherRefusalTest {

    private static final Duration RUN = Duration.ofMillis(100);
    private static final String RAN = "ran [PT0S] in PT0.1S";

    private final GatedDoubler doubler = new GatedDoubler();
    private final BatcherHarness harness =
            BatcherHarness.of(3, 6, new SlowFirst(() -> this.harness.clock.advance(RUN), doubler));

    /// Whose batches are of one request.
    private final BatcherHarness single =
            BatcherHarness.of(1, 6, new SlowFirst(() -> this.single.clock.advance(RUN), doubler));

    @AfterEach
    void closeBatcher() {
        doubler.openGate();
        harness.close();
        single.close();
    }

    @Test
    void refusesWhatCouldOnlyBeAnsweredTooLate() throws Exception {
        keepTheLaneBusy();
        harness.admit(2, 3, 4);

        Duration fullCurrentAndOwn = tenths(11 + 10 + 10);
        Admission<Integer, Integer> late =
                harness.batcher.submit(5, harness.clock.in(fullCurrentAndOwn.minusNanos(1)));
        Admission<Integer, Integer> inTime =
                harness.batcher.submit(5, harness.clock.in(fullCurrentAndOwn));

        assertThat(late).isEqualTo(new Refused<>(Refusal.LATE));
        assertThat(inTime).isInstanceOf(Ticket.class);
        assertThat(harness.observer.events()).containsExactly(RAN, "refused LATE");
    }

    @Test
    void takesTheInputOfATicketUntilItsDeadlineHasPassed() throws Exception {
        keepTheLaneBusy();
        Duration moment = Duration.ofNanos(1);
        Ticket<Integer, Integer> ticket =
                BatcherHarness.ticket(harness.batcher.admit(harness.clock.in(moment)));
        harness.admit(2, 3, 4);

        Future<Outcome<Integer>> outcome = ticket.submit(5, Duration.ZERO);
        harness.clock.advance(moment);
        doubler.openGate();

        assertThat(BatcherHarness.await(outcome)).isInstanceOf(Outcome.Expired.class);
    }

    @Test
    void keepsThePlaceOfATicketThoughTheQueueFills() throws Exception {
        keepTheLaneBusy();
        Future<Outcome<Integer>> _ = harness.admitUntil(RUN, 2);
        Ticket<Integer, Integer> ticket = harness.prepare();
        harness.admit(3, 4, 5, 6);
        Admission<Integer, Integer> further = harness.submit(7);
        harness.clock.advance(RUN);

        Future<Outcome<Integer>> outcome = ticket.submit(8, Duration.ZERO);
        doubler.openGate();

        assertThat(further).isEqualTo(new Refused<>(Refusal.FULL));
        assertThat(BatcherHarness.output(outcome)).isEqualTo(16);
    }

    @Test
    void countsHowLongALaneStoodForARequestInPreparation() throws Exception {
        BatcherHarness.await(single.batcher.ready());
        Ticket<Integer, Integer> ticket = single.prepare();
        single.clock.advance(RUN);
        BatcherHarness.await(ticket.submit(0, Duration.ZERO));
        single.admit(1);
        doubler.awaitBusy();
        single.admit(2);

        // One ahead, which may keep the lane for 2.2 runs, beside the current and the own.
        assertThat(single.batcher.admit(single.clock.in(tenths(22 + 10 + 10).minusNanos(1))))
                .isEqualTo(new Refused<>(Refusal.LATE));
        assertThat(single.batcher.admit(single.clock.in(tenths(22 + 10 + 10))))
                .isInstanceOf(Ticket.class);
    }

    @Test
    void doesNotCountHowLongALaneHadNothingToDo() throws Exception {
        BatcherHarness.await(single.batcher.ready());
        single.clock.advance(BatcherHarness.FAR);
        BatcherHarness.await(single.admit(0).getFirst());
        single.admit(1);
        doubler.awaitBusy();
        single.admit(2);

        assertThat(single.batcher.admit(single.clock.in(tenths(11 + 10 + 10))))
                .isInstanceOf(Ticket.class);
    }

    @Test
    void admitsWhateverTheDeadlineWhileNothingWaits() throws Exception {
        keepTheLaneBusy();

        Admission<Integer, Integer> admission =
                harness.batcher.submit(2, harness.clock.in(Duration.ofNanos(1)));

        assertThat(admission).isInstanceOf(Ticket.class);
    }

    @Test
    void refusesBeforeAnInputIsPreparedWhatItWouldNotTake() throws Exception {
        keepTheLaneBusy();
        harness.admit(2, 3, 4);

        Admission<Integer, Integer> late = harness.batcher.admit(harness.clock.in(RUN));
        harness.admit(5, 6, 7);
        Admission<Integer, Integer> full =
                harness.batcher.admit(harness.clock.in(BatcherHarness.FAR));

        assertThat(late).isEqualTo(new Refused<>(Refusal.LATE));
        assertThat(full).isEqualTo(new Refused<>(Refusal.FULL));
        assertThat(harness.observer.events()).containsExactly(RAN, "refused LATE", "refused FULL");
    }

    @Test
    void refusesNothingThatItWouldTake() throws Exception {
        keepTheLaneBusy();
        harness.admit(2, 3, 4);

        assertThat(harness.batcher.admit(harness.clock.in(BatcherHarness.FAR)))
                .isInstanceOf(Ticket.class);
        assertThat(harness.observer.events()).containsExactly(RAN);
    }

    @Test
    void countsNoneAheadWhoseDeadlineHasPassed() throws Exception {
        keepTheLaneBusy();
        Future<Outcome<Integer>> waiting = harness.admitUntil(RUN, 2);
        harness.clock.advance(RUN);

        Admission<Integer, Integer> admission = harness.batcher.admit(harness.clock.in(RUN));

        assertThat(admission).isInstanceOf(Ticket.class);
        assertThat(waiting).isDone();
    }

    @Test
    void refusesEverythingOnceClosed() {
        harness.close();

        assertThat(harness.batcher.admit(harness.clock.in(BatcherHarness.FAR)))
                .isEqualTo(new Refused<>(Refusal.CLOSED));
    }

    private static Duration tenths(int count) {
        return RUN.dividedBy(10).multipliedBy(count);
    }

    private void keepTheLaneBusy() throws Exception {
        BatcherHarness.await(harness.admit(0).getFirst());
        harness.admit(1);
        doubler.awaitBusy();
    }
}
