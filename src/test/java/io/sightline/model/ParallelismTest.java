package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelismTest {

    @ParameterizedTest
    @CsvSource({
        // lanes and threads asked for, processors, lanes and threads given
        "0, 0, 1, 1, 1",
        "0, 0, 2, 1, 2",
        "0, 0, 8, 1, 8",
        "0, 0, 9, 2, 4",
        "0, 0, 32, 4, 8",
        "2, 0, 2, 2, 1",
        "4, 0, 2, 4, 1",
        "0, 3, 8, 1, 3",
        "2, 5, 4, 2, 5"
    })
    void sharesTheProcessors(
            int lanesAsked, int threadsAsked, int processors, int lanes, int threads) {
        InferenceProperties properties =
                new InferenceProperties(
                        "cpu", lanesAsked, threadsAsked, false, PrecisionSetting.AUTO);

        Parallelism parallelism = Parallelism.of(properties, processors);

        assertThat(parallelism).isEqualTo(new Parallelism(lanes, threads));
    }

    @ParameterizedTest
    @CsvSource({
        // lanes, threads, processors
        "1, 2, 2, true",
        "1, 8, 8, true",
        "1, 1, 1, false",
        "1, 2, 64, false",
        "1, 4, 2, false",
        "2, 1, 2, false",
        "2, 4, 8, false"
    })
    void fillsTheProcessorsWithOnePassThatHasAThreadOnEach(
            int lanes, int threads, int processors, boolean fills) {
        assertThat(new Parallelism(lanes, threads).fills(processors)).isEqualTo(fills);
    }
}
