package io.sightline.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.load.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TunerTest {

    private final List<Setting> tried = new ArrayList<>();
    private final List<String> printed = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Tuner tuner = new Tuner(this::open, 2, new CountedLoads(), printed::add);

    @Test
    void triesLanesThenBatchesThenTheDelay() throws Exception {
        tuner.tune(List.of("float32"), new Objective(0));

        assertThat(tried).extracting(Setting::lanes).startsWith(1, 2, 2);
        assertThat(tried).extracting(Setting::threads).startsWith(2, 1, 1);
        assertThat(tried).extracting(Setting::soloThreads).startsWith(0, 0, 2);
        assertThat(tried).extracting(Setting::maxBatchSize).startsWith(8, 8, 8, 2, 4, 16, 32);
        assertThat(tried.get(7).maxDelayMillis()).isPositive();
        assertThat(open).hasValue(0);
        assertThat(printed).anyMatch(line -> line.contains("images/s at most"));
    }

    @Test
    void findsTheOneThatServesMost() throws Exception {
        Result best = tuner.tune(List.of("slow", "fast"), new Objective(0));

        assertThat(best.setting().precision()).isEqualTo("fast");
        assertThat(best.peak()).isPositive();
    }

    @Test
    void findsTheOneThatServesAllAtTheRate() throws Exception {
        Result best = tuner.tune(List.of("full", "fast"), new Objective(1_000));

        assertThat(best.setting().precision()).isEqualTo("fast");
        assertThat(best.servesAll()).isTrue();
        assertThat(printed).anyMatch(line -> line.contains("not all were served"));
    }

    @Test
    void passesOverWhatTheModelCannotDo() throws Exception {
        Result best = tuner.tune(List.of("impossible", "fast"), new Objective(0));

        assertThat(best.setting().precision()).isEqualTo("fast");
        assertThat(printed).contains("impossible cannot be tried: no such precision");
    }

    @Test
    void failsIfTheModelCanDoNothing() {
        assertThatThrownBy(() -> tuner.tune(List.of("impossible"), new Objective(0)))
                .hasMessage("no such precision");
    }

    @Test
    void triesAsManyLanesAsThereAreProcessors() {
        assertThat(lanes(1)).containsExactly(1);
        assertThat(lanes(6)).containsExactly(1, 2, 4, 6);
        assertThat(lanes(64)).containsExactly(1, 2, 4, 8);
    }

    private List<Integer> lanes(int processors) {
        return new Tuner(this::open, processors, new CountedLoads(), printed::add)
                .first("int8").stream().map(Setting::lanes).toList();
    }

    @Test
    void writesWhatTheServiceReads() {
        Setting setting = new Setting("int8", 2, 1, 2, 8, 5);

        assertThat(setting.yaml())
                .isEqualTo(
                        """
                        sightline:
                          inference:
                            precision: int8
                            lanes: 2
                            threads: 1
                            solo-threads: 2
                          batching:
                            max-batch-size: 8
                            max-delay: 5ms
                        """);
        assertThat(setting.properties()).containsEntry("sightline.batching.max-delay", "5ms");
    }

    @Test
    void refusesANegativeRate() {
        assertThatThrownBy(() -> new Objective(-1)).hasMessageContaining("rate is -1.0");
        assertThatThrownBy(() -> new Objective(Double.NaN)).hasMessageContaining("rate is NaN");
    }

    /// `slow` answers nothing in time, `full` refuses everything, others answer all.
    private Trial open(Setting setting) {
        if (setting.precision().equals("impossible")) {
            throw new IllegalStateException("no such precision");
        }
        tried.add(setting);
        open.incrementAndGet();
        return new Trial() {

            @Override
            public Reply ask(int number) {
                return switch (setting.precision()) {
                    case "slow" -> Reply.failed("timeout");
                    case "full" -> Reply.refused("queue-full");
                    default -> Reply.CLASSIFIED;
                };
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
