package io.sightline.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramedRowsTest {

    @Test
    void laysThePictureOnItsCanvas() {
        PixelRows picture = new GridRows(new int[][] {{1, 2}});

        int[][] canvas = GridRows.all(new FramedRows(picture, 1, 1, 4, 3, 9));

        assertThat(canvas).isDeepEqualTo(new int[][] {{9, 9, 9, 9}, {9, 1, 2, 9}, {9, 9, 9, 9}});
    }

    @Test
    void readsAPieceThatStartsWithinThePicture() {
        PixelRows picture = new GridRows(new int[][] {{1, 2}});
        int[] piece = new int[2];

        new FramedRows(picture, 1, 0, 4, 1, 9).read(0, 2, 2, piece);

        assertThat(piece).containsExactly(2, 9);
    }

    @Test
    void readsAPieceBesideThePicture() {
        PixelRows picture = new GridRows(new int[][] {{1, 2}});
        int[] piece = new int[1];

        new FramedRows(picture, 1, 0, 4, 1, 9).read(0, 3, 1, piece);

        assertThat(piece).containsExactly(9);
    }
}
