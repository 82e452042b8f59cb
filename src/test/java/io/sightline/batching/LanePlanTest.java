package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LanePlanTest {

    private final ThreadNoter noter = new ThreadNoter();

    @Test
    void needsALane() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LanePlan.of(List.of()))
                .withMessage("plan has 0 lanes, must have at least 1");
    }

    @Test
    void hasNoSecondSoloLane() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new LanePlan<>(
                                        List.of(noter),
                                        List.of(noter, noter),
                                        Executors.defaultThreadFactory()))
                .withMessage("plan has 2 solo lanes, must have at most 1");
    }

    @Test
    void runsItsLanesOnTheThreadsOfItsFactory() {
        List<Thread> made = new CopyOnWriteArrayList<>();
        LanePlan<Integer, Integer> plan =
                LanePlan.of(List.of(noter))
                        .withSolo(noter)
                        .on(
                                lane -> {
                                    Thread thread = new Thread(lane, "unnamed");
                                    made.add(thread);
                                    return thread;
                                });

        new BatcherHarness(new BatchingProperties(2, Duration.ZERO, 8), plan).close();

        assertThat(made)
                .map(Thread::getName)
                .containsExactly("sightline-test-lane-1", "sightline-test-lane-2");
        assertThat(made).allMatch(Thread::isDaemon);
        assertThat(noter.notes())
                .contains("sightline-test-lane-1: open", "sightline-test-lane-2: close");
    }
}
