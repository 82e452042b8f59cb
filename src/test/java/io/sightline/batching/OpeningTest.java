package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpeningTest {

    private final Opening opening = new Opening(2);

    @Test
    void tellsOfTheFirstLaneThatFailsAndLeavesNothingToTellOfTheSecond() {
        IllegalStateException first = new IllegalStateException("first");

        assertThat(opening.laneFailed(first)).isTrue();
        assertThat(opening.laneFailed(new IllegalStateException("second"))).isTrue();
        assertThat(opening.completion().exceptionNow()).isSameAs(first);
    }

    @Test
    void leavesAFailureAfterAllHaveOpenedToTheThread() {
        opening.laneOpened();
        opening.laneOpened();

        assertThat(opening.laneFailed(new IllegalStateException("late"))).isFalse();
    }
}
