package io.sightline.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtentTest {

    @ParameterizedTest
    @CsvSource({
        "4032, 3024, 4",
        "3024, 4032, 4",
        "1024, 1024, 2",
        "1023, 4000, 1",
        "5000, 4096, 8",
        "65000, 65000, 8"
    })
    void isReducedAsFarAsTheShortSideAllows(int width, int height, int reduction) {
        Extent reduced = Extent.full(width, height).reducedTo(512);

        assertThat(reduced).isEqualTo(new Extent(width, height, reduction));
    }

    @Test
    void countsTheLastPixelByWhatItStandsFor() {
        Extent reduced = new Extent(1025, 1026, 4);

        assertThat(reduced.columns()).isEqualTo(257);
        assertThat(reduced.exactColumns()).isEqualTo(256.25);
        assertThat(reduced.rows()).isEqualTo(257);
        assertThat(reduced.exactRows()).isEqualTo(256.5);
    }

    @Test
    void turnsOnItsSide() {
        assertThat(new Extent(3, 4, 2).turned()).isEqualTo(new Extent(4, 3, 2));
    }
}
