package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration RUN = Duration.ofNanos(100);

    @Test
    void expectsNothingBeforeABatchHasRun() {
        Pace pace = new Pace(1, 4);

        assertThat(pace.nanosBehind(1_000)).isZero();
    }

    @Test
    void countsTheRunUnderWayTheFullBatchesAheadAndTheOwn() {
        Pace pace = new Pace(1, 4);

        pace.ran(4, RUN, RUN);

        assertThat(pace.nanosBehind(3)).isEqualTo(200);
        assertThat(pace.nanosBehind(4)).isEqualTo(110 + 200);
        assertThat(pace.nanosBehind(8)).isEqualTo(220 + 200);
    }

    @Test
    void sharesWhatIsAheadAmongTheLanes() {
        Pace pace = new Pace(2, 4);

        pace.ran(4, RUN, RUN);

        assertThat(pace.nanosBehind(8)).isEqualTo(110 + 200);
    }

    @Test
    void takesFullRunsForOthersUntilThereWasOne() {
        Pace pace = new Pace(1, 4);

        pace.ran(1, RUN, RUN.multipliedBy(9));

        assertThat(pace.nanosBehind(8)).isEqualTo(220 + 200);
    }

    @Test
    void countsHowLongFullRunsKeepALaneForWhatIsAhead() {
        Pace pace = new Pace(1, 4);

        pace.ran(4, RUN, RUN.multipliedBy(2));
        pace.ran(1, RUN, RUN.multipliedBy(9));

        assertThat(pace.nanosBehind(8)).isEqualTo(2 * 220 + 200);
    }

    @Test
    void takesARunOfMoreThanTheMostForSeveral() {
        Pace pace = new Pace(1, 1);

        pace.ran(4, RUN, RUN);

        assertThat(pace.nanosBehind(2)).isEqualTo(55 + 50);
    }

    @Test
    void forgetsOneSlowRunAfterAFew() {
        Pace pace = new Pace(1, 1);
        pace.ran(1, RUN.multipliedBy(100), RUN.multipliedBy(100));

        for (int run = 0; run < 20; run++) {
            pace.ran(1, RUN, RUN);
        }

        assertThat(pace.nanosBehind(0)).isBetween(200L, 300L);
    }
}
