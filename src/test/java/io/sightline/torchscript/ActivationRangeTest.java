package io.sightline.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationRangeTest {

    @Test
    void dividesItsNumbersIntoEqualSteps() {
        ActivationRange range = new ActivationRange(-51, 204);

        assertThat(range.scale()).isEqualTo(1);
        assertThat(range.zeroPoint()).isEqualTo(51);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "-2, -1", "0, 0", "NaN, 1", "-1, NaN", "-Infinity, 1", "0, Infinity"})
    void refusesARangeWithoutZeroOrWithoutEnds(float min, float max) {
        assertThatThrownBy(() -> new ActivationRange(min, max))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("range is %s to %s, must be finite and hold 0 and more", min, max);
    }
}
