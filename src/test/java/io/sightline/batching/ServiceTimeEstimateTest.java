package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceTimeEstimateTest {

    private static final Duration RUN = Duration.ofNanos(100);

    @Test
    void expectsNothingBeforeABatchHasRun() {
        ServiceTimeEstimate estimate = new ServiceTimeEstimate(1, 4);

        assertThat(estimate.answerNanos(1_000)).isZero();
    }

    @Test
    void countsTheRunUnderWayTheFullBatchesAheadAndTheOwn() {
        ServiceTimeEstimate estimate = new ServiceTimeEstimate(1, 4);

        estimate.ran(4, RUN, RUN);

        assertThat(estimate.answerNanos(3)).isEqualTo(200);
        assertThat(estimate.answerNanos(4)).isEqualTo(110 + 200);
        assertThat(estimate.answerNanos(8)).isEqualTo(220 + 200);
    }

    @Test
    void sharesWhatIsAheadAmongTheLanes() {
        ServiceTimeEstimate estimate = new ServiceTimeEstimate(2, 4);

        estimate.ran(4, RUN, RUN);

        assertThat(estimate.answerNanos(8)).isEqualTo(110 + 200);
    }

    @Test
    void takesFullRunsForOthersUntilThereWasOne() {
        ServiceTimeEstimate estimate = new ServiceTimeEstimate(1, 4);

        estimate.ran(1, RUN, RUN.multipliedBy(9));

        assertThat(estimate.answerNanos(8)).isEqualTo(220 + 200);
    }

    @Test
    void countsHowLongFullRunsKeepALaneForWhatIsAhead() {
        ServiceTimeEstimate estimate = new ServiceTimeEstimate(1, 4);

        estimate.ran(4, RUN, RUN.multipliedBy(2));
        estimate.ran(1, RUN, RUN.multipliedBy(9));

        assertThat(estimate.answerNanos(8)).isEqualTo(2 * 220 + 200);
    }

    @Test
    void takesARunOfMoreThanTheMostForSeveral() {
        ServiceTimeEstimate estimate = new ServiceTimeEstimate(1, 1);

        estimate.ran(4, RUN, RUN);

        assertThat(estimate.answerNanos(2)).isEqualTo(55 + 50);
    }

    @Test
    void forgetsOneSlowRunAfterAFew() {
        ServiceTimeEstimate estimate = new ServiceTimeEstimate(1, 1);
        estimate.ran(1, RUN.multipliedBy(100), RUN.multipliedBy(100));

        for (int run = 0; run < 20; run++) {
            estimate.ran(1, RUN, RUN);
        }

        assertThat(estimate.answerNanos(0)).isBetween(200L, 300L);
    }
}
