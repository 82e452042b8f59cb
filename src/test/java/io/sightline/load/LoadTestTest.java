package io.sightline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoadTestTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void reportsWhatTheSubjectReplies() throws Exception {
        LoadTest test =
                new LoadTest(Arrivals.CONSTANT, Duration.ZERO, Duration.ofMillis(20), SECOND, 8, 1);

        LoadReport report =
                test.run(
                        500,
                        number -> number % 2 == 0 ? Reply.CLASSIFIED : Reply.refused("queue-full"));

        assertThat(report.offered()).isEqualTo(500);
        assertThat(report.outcomes()).containsEntry("classified", 5).containsEntry("queue-full", 5);
    }

    @Test
    void refusesTimesAndConnectionsThatAreNone() {
        assertThatThrownBy(() -> test(SECOND.negated(), SECOND, SECOND, 1))
                .hasMessageContaining("warm-up is PT-1S");
        assertThatThrownBy(() -> test(SECOND, Duration.ZERO, SECOND, 1))
                .hasMessageContaining("duration is PT0S");
        assertThatThrownBy(() -> test(SECOND, SECOND, Duration.ZERO, 1))
                .hasMessageContaining("deadline is PT0S");
        assertThatThrownBy(() -> test(SECOND, SECOND, SECOND, 0))
                .hasMessageContaining("connections is 0");
    }

    private static LoadTest test(
            Duration warmUp, Duration duration, Duration deadline, int connections) {
        return new LoadTest(Arrivals.POISSON, warmUp, duration, deadline, connections, 1);
    }
}
