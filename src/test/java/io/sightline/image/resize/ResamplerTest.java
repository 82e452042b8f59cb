package io.sightline.image.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.pixels.GridRows;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.Scratch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplerTest {

    @ParameterizedTest
    @EnumSource
    void keepsAnImageThatHasItsSizeAlready(Interpolation filter) {
        PixelRows image = GridRows.grey(new int[][] {{0, 50}, {200, 255}});

        byte[] pixels = Resampler.resample(image, square(2, 2, filter), new Scratch());

        assertThat(levels(pixels)).containsExactly(0, 50, 200, 255);
    }

    @ParameterizedTest
    @EnumSource
    void spreadsASinglePixelOverEverything(Interpolation filter) {
        PixelRows image = GridRows.grey(new int[][] {{77}});

        byte[] pixels = Resampler.resample(image, square(3, 3, filter), new Scratch());

        assertThat(levels(pixels)).hasSize(9).containsOnly(77);
    }

    @Test
    void weighsTheNeighboursOfAHalvedRowByATriangle() {
        // Half the size, so the triangle spans four pixels, weighed 1 : 3 : 3 : 1. At the left edge
        // the first does not exist, and sevenths remain.
        PixelRows image = GridRows.grey(new int[][] {{70, 70, 0, 0}, {70, 70, 0, 0}});

        byte[] pixels =
                Resampler.resample(image, square(1, 1, Interpolation.BILINEAR), new Scratch());

        assertThat(levels(pixels)).containsExactly(60);
    }

    @Test
    void enlargesAStepLinearly() {
        PixelRows image = GridRows.grey(new int[][] {{0, 100}, {0, 100}});

        byte[] pixels =
                Resampler.resample(image, square(4, 4, Interpolation.BILINEAR), new Scratch());

        assertThat(levels(pixels)).startsWith(0, 25, 75, 100);
    }

    @Test
    void clipsWhereACubicOvershoots() {
        PixelRows image = GridRows.grey(new int[][] {{0, 255}, {0, 255}});

        byte[] pixels =
                Resampler.resample(image, square(8, 8, Interpolation.BICUBIC), new Scratch());

        assertThat(levels(pixels)).startsWith(0, 0).contains(255);
    }

    @Test
    void cutsTheCentre() {
        PixelRows image = GridRows.grey(new int[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});

        byte[] pixels =
                Resampler.resample(image, square(3, 1, Interpolation.BILINEAR), new Scratch());

        assertThat(levels(pixels)).containsExactly(5);
    }

    @Test
    void keepsChannelsApart() {
        PixelRows image = new GridRows(new int[][] {{0x102030}});

        byte[] pixels =
                Resampler.resample(image, square(1, 1, Interpolation.BILINEAR), new Scratch());

        assertThat(pixels).containsExactly(0x10, 0x20, 0x30);
    }

    private static Preprocessing square(int resize, int crop, Interpolation filter) {
        return new Preprocessing(
                resize,
                crop,
                filter,
                Preprocessing.IMAGENET_MEAN,
                Preprocessing.IMAGENET_DEVIATION);
    }

    /// The red level of each pixel.
    private static int[] levels(byte[] pixels) {
        int[] levels = new int[pixels.length / 3];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = pixels[3 * i] & 0xff;
        }
        return levels;
    }
}
