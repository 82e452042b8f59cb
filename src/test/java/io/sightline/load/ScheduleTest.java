package io.sightline.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void spacesConstantArrivalsEvenly() {
        Schedule schedule = Schedule.of(Arrivals.CONSTANT, 4, SECOND, 1);

        assertThat(schedule).hasToString("[0, 250000000, 500000000, 750000000]");
    }

    @Test
    void isTheSameForTheSameSeedOnly() {
        Schedule schedule = Schedule.of(Arrivals.POISSON, 4, SECOND, 1);

        assertThat(schedule)
                .hasToString(Schedule.of(Arrivals.POISSON, 4, SECOND, 1).toString())
                .doesNotHaveToString(Schedule.of(Arrivals.POISSON, 4, SECOND, 2).toString());
    }

    @Test
    void keepsTheRateOfRandomArrivalsOnAverage() {
        Schedule schedule = Schedule.of(Arrivals.POISSON, 100_000, SECOND, 1);

        double seconds = schedule.offsetNanos(schedule.size() - 1) / 1e9;

        assertThat(seconds).isCloseTo(1, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, 1_000_001})
    void refusesARateThatIsNone(double rate) {
        assertThatThrownBy(() -> Schedule.of(Arrivals.CONSTANT, rate, SECOND, 1))
                .hasMessageContaining("rate is " + rate);
    }

    @Test
    void refusesMoreRequestsThanItCanKeep() {
        assertThatThrownBy(() -> Schedule.of(Arrivals.CONSTANT, 1_000_000, SECOND.plusMillis(1), 1))
                .hasMessageContaining("are 1001000 requests, must be from 1 to 1000000");
    }

    @Test
    void refusesATimeTooShortForARequest() {
        assertThatThrownBy(() -> Schedule.of(Arrivals.CONSTANT, 0.1, SECOND, 1))
                .hasMessageContaining("are 0 requests");
    }
}
