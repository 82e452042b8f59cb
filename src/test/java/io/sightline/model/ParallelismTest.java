package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.resnet.Arithmetic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelismTest {

    private static final Hardware NARROW = new Hardware(false, Set.of("avx2"));
    private static final Hardware WIDE = new Hardware(false, Set.of("avx2", "avx512f"));
    private static final Arithmetic INT8 = new Arithmetic.Int8(Map.of());

    @ParameterizedTest
    @CsvSource({
        // lanes, threads and threads alone asked for, processors, and those given
        "wide, float32, 0, 0, 0, 1, 1, 1, 0",
        "wide, float32, 0, 0, 0, 2, 1, 2, 0",
        "wide, float32, 0, 0, 0, 8, 1, 8, 0",
        "wide, float32, 0, 0, 0, 9, 2, 4, 0",
        "wide, float32, 0, 0, 0, 32, 4, 8, 0",
        "wide, float32, 2, 0, 0, 2, 2, 1, 0",
        "wide, float32, 4, 0, 0, 2, 4, 1, 0",
        "wide, float32, 0, 3, 0, 8, 1, 3, 0",
        "wide, float32, 2, 5, 0, 4, 2, 5, 0",
        "wide, float32, 2, 1, 2, 2, 2, 1, 2",
        "wide, float32, 0, 0, 2, 2, 2, 1, 2",
        "wide, float32, 0, 0, 4, 99, 64, 1, 4",
        "narrow, float32, 0, 0, 0, 1, 1, 1, 0",
        "narrow, float32, 0, 0, 0, 2, 2, 1, 2",
        "narrow, float32, 0, 0, 0, 3, 1, 3, 0",
        "narrow, float32, 1, 0, 0, 2, 1, 2, 0",
        "narrow, bfloat16, 0, 0, 0, 2, 1, 2, 0",
        "wide, int8, 0, 0, 0, 2, 2, 1, 2",
        "narrow, int8, 0, 0, 0, 1, 1, 1, 0",
        "narrow, int8, 0, 0, 0, 2, 2, 1, 2",
        "narrow, int8, 0, 0, 0, 8, 8, 1, 8",
        "narrow, int8, 0, 0, 0, 9, 2, 4, 0",
        "narrow, int8, 1, 0, 0, 2, 1, 2, 0",
        "narrow, int8, 0, 2, 0, 2, 1, 2, 0",
        "narrow, int8, 1, 1, 2, 4, 1, 1, 2"
    })
    void sharesTheProcessors(
            String vectors,
            String precision,
            int lanesAsked,
            int threadsAsked,
            int soloAsked,
            int processors,
            int lanes,
            int threads,
            int soloThreads) {
        InferenceProperties properties = properties(lanesAsked, threadsAsked, soloAsked);
        Hardware hardware = vectors.equals("narrow") ? NARROW : WIDE;
        Arithmetic arithmetic =
                switch (precision) {
                    case "int8" -> INT8;
                    case "bfloat16" -> new Arithmetic.BFloat16();
                    default -> new Arithmetic.Float32();
                };

        assertThat(Parallelism.of(properties, Duration.ZERO, processors, hardware, arithmetic))
                .isEqualTo(new Parallelism(lanes, threads, soloThreads));
    }

    @Test
    void keepsNoSoloLaneWhereImagesWaitForEachOther() {
        Duration delay = Duration.ofMillis(2);

        assertThat(Parallelism.of(properties(0, 0, 0), delay, 2, WIDE, INT8))
                .isEqualTo(new Parallelism(1, 2, 0));
        assertThatThrownBy(() -> Parallelism.of(properties(2, 1, 2), delay, 2, WIDE, INT8))
                .isInstanceOf(ModelFailedException.class)
                .hasMessage("solo-threads is 2, must be 0 with a max-delay, which is PT0.002S");
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
