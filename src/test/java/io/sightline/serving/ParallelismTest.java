package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.engine.Hardware;
import io.sightline.torchscript.Precision;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelismTest {

    private static final Hardware PROCESSOR = new Hardware(Hardware.Kind.PROCESSOR, Set.of());
    private static final Precision INT8 = new Precision.Int8(Map.of());

    @ParameterizedTest
    @CsvSource({
        // lanes, threads and threads alone asked for, processors, and those given
        "float32, 0, 0, 0, 1, 1, 1, 0",
        "float32, 0, 0, 0, 2, 2, 1, 2",
        "float32, 0, 0, 0, 8, 1, 8, 0",
        "float32, 0, 0, 0, 9, 2, 4, 0",
        "float32, 0, 0, 0, 32, 4, 8, 0",
        "float32, 2, 0, 0, 2, 2, 1, 0",
        "float32, 4, 0, 0, 2, 4, 1, 0",
        "float32, 0, 3, 0, 8, 1, 3, 0",
        "float32, 2, 5, 0, 4, 2, 5, 0",
        "float32, 2, 1, 2, 2, 2, 1, 2",
        "float32, 0, 0, 2, 2, 2, 1, 2",
        "float32, 0, 0, 4, 99, 64, 1, 4",
        "float32, 0, 0, 0, 3, 1, 3, 0",
        "float32, 1, 0, 0, 2, 1, 2, 0",
        "bfloat16, 0, 0, 0, 2, 2, 1, 2",
        "int8, 0, 0, 0, 1, 1, 1, 0",
        "int8, 0, 0, 0, 2, 2, 1, 2",
        "int8, 0, 0, 0, 8, 8, 1, 8",
        "int8, 0, 0, 0, 9, 2, 4, 0",
        "int8, 1, 0, 0, 2, 1, 2, 0",
        "int8, 0, 2, 0, 2, 1, 2, 0",
        "int8, 1, 1, 2, 4, 1, 1, 2"
    })
    void sharesTheProcessors(
            String name,
            int lanesAsked,
            int threadsAsked,
            int soloAsked,
            int processors,
            int lanes,
            int threads,
            int soloThreads) {
        InferenceProperties properties = properties(lanesAsked, threadsAsked, soloAsked);
        Precision precision =
                switch (name) {
                    case "int8" -> INT8;
                    case "bfloat16" -> new Precision.BFloat16();
                    default -> new Precision.Float32();
                };

        assertThat(Parallelism.of(properties, Duration.ZERO, processors, PROCESSOR, precision))
                .isEqualTo(new Parallelism(lanes, threads, soloThreads));
    }

    @Test
    void keepsNoSoloLaneWhereImagesWaitForEachOther() {
        Duration delay = Duration.ofMillis(2);

        assertThat(Parallelism.of(properties(0, 0, 0), delay, 2, PROCESSOR, INT8))
                .isEqualTo(new Parallelism(1, 2, 0));
        assertThatThrownBy(() -> Parallelism.of(properties(2, 1, 2), delay, 2, PROCESSOR, INT8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("solo-threads is 2, must be 0 with a max-delay, which is PT0.002S");
    }

    @Test
    void runsOnePassAtATimeOnAGpu() {
        Hardware gpu = new Hardware(Hardware.Kind.GPU, Set.of("bf16"));

        assertThat(
                        Parallelism.of(
                                properties(0, 0, 0),
                                Duration.ZERO,
                                2,
                                gpu,
                                new Precision.BFloat16()))
                .isEqualTo(new Parallelism(1, 2, 0));
    }

    private static InferenceProperties properties(int lanes, int threads, int soloThreads) {
        return new InferenceProperties(
                "cpu", lanes, threads, soloThreads, false, PrecisionSetting.AUTO);
    }

    @ParameterizedTest
    @CsvSource({
        // lanes, threads, threads alone, processors
        "1, 2, 0, 2, true",
        "1, 8, 0, 8, true",
        "2, 1, 2, 2, true",
        "8, 1, 8, 8, true",
        "1, 1, 0, 1, false",
        "1, 2, 0, 64, false",
        "1, 4, 0, 2, false",
        "2, 1, 0, 2, false",
        "2, 4, 0, 8, false",
        "2, 1, 2, 64, false",
        "2, 2, 4, 4, false",
        "3, 1, 2, 2, false",
        "1, 1, 2, 2, false",
        "1, 2, 1, 2, false"
    })
    void fillsTheProcessorsWithOnePassThatHasAThreadOnEach(
            int lanes, int threads, int soloThreads, int processors, boolean fills) {
        Parallelism parallelism = new Parallelism(lanes, threads, soloThreads);

        assertThat(parallelism.fills(processors)).isEqualTo(fills);
    }

    @Test
    void namesItself() {
        assertThat(new Parallelism(1, 2, 0)).hasToString("1 x 2");
        assertThat(new Parallelism(2, 1, 2)).hasToString("2 x 1, a lone image on 2");
    }
}
