package io.sightline.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InkColoursTest {

    @ParameterizedTest
    @CsvSource({
        "CMYK, 0, 0, 0, 0, 0xffffff",
        "CMYK, 0, 0, 0, 255, 0x000000",
        "CMYK, 255, 0, 0, 0, 0x00ffff",
        "CMYK, 0, 0, 0, 155, 0x646464",
        "INVERTED_CMYK, 255, 255, 255, 255, 0xffffff",
        "INVERTED_CMYK, 255, 0, 255, 255, 0xff00ff",
        "YCCK, 0, 128, 128, 255, 0xffffff",
        "YCCK, 255, 128, 128, 255, 0x000000",
        "YCCK, 0, 128, 128, 0, 0x000000"
    })
    void printsPureInks(
            InkColours inks, int first, int second, int third, int fourth, String expected) {
        int pixel = inks.pixel(first, second, third, fourth);

        assertThat(pixel).isEqualTo(Integer.decode(expected));
    }
}
