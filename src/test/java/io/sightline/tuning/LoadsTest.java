package io.sightline.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.load.LoadReport;
import io.sightline.load.Reply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadsTest {

    private final Loads loads = Loads.lasting(Duration.ofMillis(40));

    @Test
    void countsTheAnswersToClientsThatNeverPause() throws Exception {
        assertThat(loads.peak(2, _ -> Reply.CLASSIFIED)).isPositive();
    }

    @Test
    void countsNoRefusalAsAnAnswer() throws Exception {
        assertThat(loads.peak(2, _ -> Reply.refused("queue-full"))).isZero();
    }

    @Test
    void reportsTheRequestsOfARate() throws Exception {
        LoadReport report = loads.at(1_000, _ -> Reply.CLASSIFIED);

        assertThat(report.offered()).isPositive();
        assertThat(report.outcomes()).containsOnlyKeys("classified");
    }
}
