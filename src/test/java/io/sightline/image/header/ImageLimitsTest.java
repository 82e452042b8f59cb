package io.sightline.image.header;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.pixels.RefusedImageException;
import org.junit.jupiter.api.Test;

class ImageLimitsTest {

    private final ImageLimits limits = new ImageLimits(100, 50, 20);

    @Test
    void acceptsWhatIsJustWithinTheLimits() {
        assertThatCode(() -> limits.requireSize(50, 2)).doesNotThrowAnyException();
        assertThatCode(() -> limits.requireScans(20, 80)).doesNotThrowAnyException();
    }

    @Test
    void refusesOnePixelTooMany() {
        assertThatThrownBy(() -> limits.requireSize(101, 1))
                .isInstanceOf(RefusedImageException.class)
                .hasMessage("image is 101 x 1 pixels, at most 100 are accepted");
    }

    @Test
    void refusesManyScansOfManyPixels() {
        assertThatThrownBy(() -> limits.requireScans(17, 100))
                .isInstanceOf(RefusedImageException.class)
                .hasMessage(
                        "image has 17 scans of 100 pixels, at most 1600 pixels are accepted in"
                                + " all");
    }
}
