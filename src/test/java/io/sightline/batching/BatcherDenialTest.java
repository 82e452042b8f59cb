package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.batching.Admission.Admitted;
import io.sightline.batching.Admission.Closed;
import io.sightline.batching.Admission.Denied;
import io.sightline.batching.Admission.Late;
import io.sightline.batching.Admission.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Runs of 100 ms by the clock of the bench; batches of up to 3, at most 6 waiting.
class BatcherDenialTest {

    private static final Duration RUN = Duration.ofMillis(100);
    private static final String RAN = "ran [PT0S] in PT0.1S";

    private final GatedDoubler doubler = new GatedDoubler();
    private final Bench bench =
            Bench.of(3, 6, new SlowFirst(() -> this.bench.clock.advance(RUN), doubler));

    /// Whose batches are of one request.
    private final Bench single =
            Bench.of(1, 6, new SlowFirst(() -> this.single.clock.advance(RUN), doubler));

    @AfterEach
    void closeBatcher() {
        doubler.openGate();
        bench.close();
        single.close();
    }

    @Test
    void deniesWhatCouldOnlyBeAnsweredTooLate() throws Exception {
        keepTheLaneBusy();
        bench.admit(2, 3, 4);

        Duration fullCurrentAndOwn = tenths(11 + 10 + 10);
        Admission<Integer> late =
                bench.batcher.submit(5, bench.clock.in(fullCurrentAndOwn.minusNanos(1)));
        Admission<Integer> inTime = bench.batcher.submit(5, bench.clock.in(fullCurrentAndOwn));

        assertThat(late).isEqualTo(new Late<>());
        assertThat(inTime).isInstanceOf(Admitted.class);
        assertThat(bench.observer.events()).containsExactly(RAN, "refused LATE");
    }

    @Test
    void admitsWhatWasExpectedUntilItsDeadlineHasPassed() throws Exception {
        keepTheLaneBusy();
        bench.admit(2, 3, 4);
        var expected = bench.batcher.expect();
        Duration moment = Duration.ofNanos(1);

        Future<Outcome<Integer>> outcome =
                Bench.admitted(expected.submit(5, Duration.ZERO, bench.clock.in(moment)));
        bench.clock.advance(moment.plusNanos(1));
        doubler.openGate();

        assertThat(Bench.await(outcome)).isInstanceOf(Outcome.Expired.class);
    }

    @Test
    void admitsWhatWasExpectedWhereOthersHaveExpired() throws Exception {
        keepTheLaneBusy();
        var _ = bench.admitUntil(RUN, 2);
        bench.admit(3, 4, 5, 6, 7);
        var expected = bench.batcher.expect();
        bench.clock.advance(RUN.plusNanos(1));

        Admission<Integer> admission =
                expected.submit(8, Duration.ZERO, bench.clock.in(Duration.ofNanos(1)));

        assertThat(admission).isInstanceOf(Admitted.class);
    }

    @Test
    void countsHowLongALaneStoodForARequestThatWasExpected() throws Exception {
        Bench.await(single.batcher.ready());
        var expected = single.batcher.expect();
        single.clock.advance(RUN);
        Bench.await(Bench.admitted(expected.submit(0, Duration.ZERO, single.clock.in(Bench.FAR))));
        single.admit(1);
        doubler.awaitBusy();
        single.admit(2);

        // One ahead, which may keep the lane for 2.2 runs, beside the current and the own.
        assertThat(single.batcher.deny(single.clock.in(tenths(22 + 10 + 10).minusNanos(1))))
                .contains(new Late<>());
        assertThat(single.batcher.deny(single.clock.in(tenths(22 + 10 + 10)))).isEmpty();
    }

    @Test
    void doesNotCountHowLongALaneHadNothingToDo() throws Exception {
        Bench.await(single.batcher.ready());
        single.clock.advance(Bench.FAR);
        Bench.await(single.admit(0).getFirst());
        single.admit(1);
        doubler.awaitBusy();
        single.admit(2);

        assertThat(single.batcher.deny(single.clock.in(tenths(11 + 10 + 10)))).isEmpty();
    }

    @Test
    void admitsWhateverTheDeadlineWhileNothingWaits() throws Exception {
        keepTheLaneBusy();

        Admission<Integer> admission = bench.batcher.submit(2, bench.clock.in(Duration.ofNanos(1)));

        assertThat(admission).isInstanceOf(Admitted.class);
    }

    @Test
    void deniesBeforeAnInputIsPreparedWhatItWouldNotAdmit() throws Exception {
        keepTheLaneBusy();
        bench.admit(2, 3, 4);

        Optional<Denied<Integer>> late = bench.batcher.deny(bench.clock.in(RUN));
        bench.admit(5, 6, 7);
        Optional<Denied<Integer>> full = bench.batcher.deny(bench.clock.in(Bench.FAR));

        assertThat(late).contains(new Late<>());
        assertThat(full).contains(new Refused<>(6));
        assertThat(bench.observer.events()).containsExactly(RAN, "refused LATE", "refused FULL");
    }

    @Test
    void deniesNothingThatItWouldAdmit() throws Exception {
        keepTheLaneBusy();
        bench.admit(2, 3, 4);

        assertThat(bench.batcher.deny(bench.clock.in(Bench.FAR))).isEmpty();
        assertThat(bench.observer.events()).containsExactly(RAN);
    }

    @Test
    void countsNoneAheadWhoseDeadlineHasPassed() throws Exception {
        keepTheLaneBusy();
        Future<Outcome<Integer>> waiting = bench.admitUntil(RUN, 2);
        bench.clock.advance(RUN);

        Optional<Denied<Integer>> denied = bench.batcher.deny(bench.clock.in(RUN));

        assertThat(denied).isEmpty();
        assertThat(waiting).isDone();
    }

    @Test
    void deniesEverythingOnceClosed() {
        bench.close();

        assertThat(bench.batcher.deny(bench.clock.in(Bench.FAR))).contains(new Closed<>());
    }

    private static Duration tenths(int count) {
        return RUN.dividedBy(10).multipliedBy(count);
    }

    private void keepTheLaneBusy() throws Exception {
        Bench.await(bench.admit(0).getFirst());
        bench.admit(1);
        doubler.awaitBusy();
    }
}
