package io.sightline.classification;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionTest {

    @Test
    void refusesANegativeIndex() {
        assertThatThrownBy(() -> new Prediction(-1, "", "cat", 0.5f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("index is -1, must not be negative");
    }

    @Test
    void refusesABlankLabel() {
        assertThatThrownBy(() -> new Prediction(7, "n7", " ", 0.5f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label of class 7 is blank");
    }

    @ParameterizedTest
    @ValueSource(floats = {-0.1f, 1.1f, Float.NaN})
    void refusesWhatIsNoProbability(float probability) {
        assertThatThrownBy(() -> new Prediction(0, "", "cat", probability))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("probability is %s, must be from 0 to 1", probability);
    }
}
