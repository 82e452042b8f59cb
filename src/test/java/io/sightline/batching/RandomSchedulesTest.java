package io.sightline.batching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sightline.batching.BatchObserver.Drop;
import io.sightline.batching.FaultyDoubler.Recorded;
import io.sightline.batching.Outcome.Answered;
import io.sightline.batching.Outcome.Expired;
import io.sightline.batching.Outcome.Failed;
import io.sightline.batching.Outcome.Refused;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds whatever happens: checked over many schedules, each drawn from the seed that a
/// failure names.
class RandomSchedulesTest {

    private static final int SCHEDULES = 300;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void keepsEveryPromiseUnderAnySchedule() {
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            RandomSchedule schedule = new RandomSchedule(seed);
            String name = "schedule of seed %d, %s".formatted(seed, schedule.properties);

            assertTimeoutPreemptively(LIMIT, schedule::run, name);

            try {
                keepsItsBounds(schedule);
                answersEachAdmittedRequestOnce(schedule);
                accountsForEachRequestOnce(schedule);
                keepsTheOrderOfEachCaller(schedule);
            } catch (AssertionError e) {
                throw new AssertionError(name, e);
            }
        }
    }

    private static void keepsItsBounds(RandomSchedule schedule) {
        assertThat(schedule.deepest).hasValueLessThanOrEqualTo(schedule.properties.queueCapacity());
        assertThat(runs(schedule))
                .allSatisfy(
                        run ->
                                assertThat(run.inputs())
                                        .hasSizeBetween(1, schedule.properties.maxBatchSize()));
    }

    private static void answersEachAdmittedRequestOnce(RandomSchedule schedule) {
        Map<Integer, Integer> successes = new HashMap<>();
        Set<Integer> seen = new HashSet<>();
        for (Recorded run : runs(schedule)) {
            seen.addAll(run.inputs());
            if (run.succeeded()) {
                run.inputs().forEach(input -> successes.merge(input, 1, Integer::sum));
            }
        }
        assertThat(successes.values()).allMatch(count -> count == 1);
        assertThat(schedule.admitted.keySet()).containsAll(seen);
        schedule.admitted.forEach(
                (input, future) -> {
                    assertThat(future).isDone();
                    if (future.isCancelled()) {
                        assertThat(schedule.cancelled).contains(input);
                        return;
                    }
                    switch (future.resultNow()) {
                        case Answered<Integer> answered -> {
                            assertThat(answered.output()).isEqualTo(2 * input);
                            assertThat(successes).containsKey(input);
                        }
                        case Expired<Integer> _ -> {
                            assertThat(schedule.hurried).contains(input);
                            assertThat(seen).doesNotContain(input);
                        }
                        case Failed<Integer> _ ->
                                assertThat(FaultyDoubler.alwaysFails(input)).isTrue();
                        case Refused<Integer> refused ->
                                throw new AssertionError("counted as admitted: " + refused);
                    }
                });
    }

    private static void accountsForEachRequestOnce(RandomSchedule schedule) {
        Tally tally = schedule.tally;
        assertThat(tally.refused(Refusal.values()))
                .isEqualTo(schedule.refused.get() + schedule.idleRefused.get());
        assertThat(schedule.admitted.size() + schedule.refused.get())
                .isEqualTo(schedule.submitted.get());
        assertThat(tally.ran() + tally.dropped(Drop.values())).isEqualTo(schedule.admitted.size());
        assertThat(tally.ran())
                .isEqualTo(
                        runs(schedule).stream()
                                .flatMap(run -> run.inputs().stream())
                                .distinct()
                                .count());
        long cancelled = schedule.admitted.values().stream().filter(Future::isCancelled).count();
        assertThat(tally.dropped(Drop.WITHDRAWN)).isLessThanOrEqualTo(Math.toIntExact(cancelled));
        assertThat(tally.dropped(Drop.ABANDONED)).isZero();
    }

    /// One lane runs in order of arrival, so the numbers of one caller come to it in ascending
    /// order.
    private static void keepsTheOrderOfEachCaller(RandomSchedule schedule) {
        if (schedule.lanes.size() > 1 || !schedule.solo.isEmpty()) {
            return;
        }
        Map<Integer, List<Integer>> byCaller =
                runs(schedule).stream()
                        .flatMap(run -> run.inputs().stream())
                        .distinct()
                        .collect(Collectors.groupingBy(input -> input / RandomSchedule.REQUESTS));
        assertThat(byCaller.values()).allSatisfy(inputs -> assertThat(inputs).isSorted());
    }

    private static List<Recorded> runs(RandomSchedule schedule) {
        return Stream.concat(schedule.lanes.stream(), schedule.solo.stream())
                .flatMap(lane -> lane.runs().stream())
                .toList();
    }
}
