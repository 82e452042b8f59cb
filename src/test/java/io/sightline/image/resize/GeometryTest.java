package io.sightline.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {

    @ParameterizedTest
    @CsvSource({
        "256, 256, 256, 256, 16, 16",
        "500, 375, 341, 256, 58, 16", // 58.5 goes to the even neighbour
        "375, 500, 256, 341, 16, 58",
        "451, 300, 384, 256, 80, 16",
        "3, 2, 384, 256, 80, 16",
        "1, 65500, 256, 16768000, 16, 8383888"
    })
    void bringsTheShortSideTo256AndCutsTheCentre(
            int width, int height, int resizedWidth, int resizedHeight, int left, int top) {
        Geometry geometry = Geometry.of(width, height, Preprocessing.IMAGENET);

        assertThat(geometry).isEqualTo(new Geometry(resizedWidth, resizedHeight, 224));
        assertThat(geometry.left()).isEqualTo(left);
        assertThat(geometry.top()).isEqualTo(top);
    }

    @Test
    void squashesBothSidesIfThatIsWanted() {
        Preprocessing squashing =
                new Preprocessing(
                        400,
                        384,
                        Fit.SQUASH,
                        Interpolation.BICUBIC,
                        Preprocessing.IMAGENET_MEAN,
                        Preprocessing.IMAGENET_DEVIATION);

        assertThat(Geometry.of(1_000, 3, squashing)).isEqualTo(new Geometry(400, 400, 384));
    }
}
