package io.sightline.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class BriefFailureReporterTest {

    @Test
    void putsTheCauseFirstAndWhatToDoBelow() {
        FailureAnalysis analysis =
                new FailureAnalysis("port is taken", "Take another.", new IllegalStateException());

        assertThat(BriefFailureReporter.text(analysis))
                .isEqualTo("Cannot start: port is taken\nTake another.");
    }

    @Test
    void saysNoMoreThanEightLines() {
        FailureAnalysis analysis =
                new FailureAnalysis("a\n\n".repeat(20), "Mend it.", new IllegalStateException());

        assertThat(BriefFailureReporter.text(analysis).lines()).hasSize(8);
    }

    @Test
    void knowsWhatASettingMayNotBe() {
        InvalidSettingException failure =
                new InvalidSettingException("sightline.a is no setting", "the command line");

        boolean reported = new BriefFailureReporter(null).reportException(failure);

        assertThat(reported).isTrue();
    }

    @Test
    void leavesAFaultOfOursToSpring() {
        boolean reported =
                new BriefFailureReporter(null).reportException(new IllegalStateException("bug"));

        assertThat(reported).isFalse();
    }
}
