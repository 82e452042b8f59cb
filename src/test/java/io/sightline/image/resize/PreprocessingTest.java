package io.sightline.image.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {

    private static final Channels HALF = new Channels(0.5f, 0.5f, 0.5f);

    @Test
    void imageNetIsWhatTorchvisionStates() {
        Preprocessing imageNet = Preprocessing.IMAGENET;

        assertThat(imageNet)
                .isEqualTo(
                        new Preprocessing(
                                256,
                                224,
                                Interpolation.BILINEAR,
                                new Channels(0.485f, 0.456f, 0.406f),
                                new Channels(0.229f, 0.224f, 0.225f)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 'resize is 0, must be from 1 to 1024'",
        "1025, 1, 'resize is 1025, must be from 1 to 1024'",
        "256, 0, 'crop is 0, must be from 1 to the resize of 256'",
        "256, 257, 'crop is 257, must be from 1 to the resize of 256'"
    })
    void refusesSizesOutOfBounds(int resize, int crop, String message) {
        assertThatThrownBy(() -> new Preprocessing(resize, crop, Interpolation.BICUBIC, HALF, HALF))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1, red", "1, -0.5, 1, green", "1, 1, -0.0, blue"})
    void refusesADeviationThatIsNotPositive(float red, float green, float blue, String channel) {
        Channels deviation = new Channels(red, green, blue);

        assertThatThrownBy(() -> new Preprocessing(8, 8, Interpolation.BICUBIC, HALF, deviation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("deviation of %s is".formatted(channel));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesAChannelThatIsNotFinite(float value) {
        assertThatThrownBy(() -> new Channels(value, 0, 0)).hasMessageStartingWith("red is");
        assertThatThrownBy(() -> new Channels(0, value, 0)).hasMessageStartingWith("green is");
        assertThatThrownBy(() -> new Channels(0, 0, value))
                .hasMessage("blue is %s, must be finite".formatted(value));
    }
}
