package io.sightline.image.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientedRowsTest {

    /// The corners of the upright image, by where a 3 x 2 image has them stored (row, column).
    @ParameterizedTest
    @CsvSource({
        "1, 000, 002, 100, 102",
        "2, 002, 000, 102, 100",
        "3, 102, 100, 002, 000",
        "4, 100, 102, 000, 002",
        "5, 000, 100, 002, 102",
        "6, 100, 000, 102, 002",
        "7, 102, 002, 100, 000",
        "8, 002, 102, 000, 100"
    })
    void turnsTheCornersUpright(
            int orientation, int topLeft, int topRight, int bottomLeft, int bottomRight) {
        PixelRows stored = GridRows.numbered(3, 2);

        int[][] upright =
                GridRows.all(OrientedRows.of(stored, new Orientation(orientation), new Scratch()));

        int[] top = upright[0];
        int[] bottom = upright[upright.length - 1];
        assertThat(top).startsWith(topLeft).endsWith(topRight);
        assertThat(bottom).startsWith(bottomLeft).endsWith(bottomRight);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 7, 8})
    void turnsImagesWiderThanABlockOfColumns(int orientation) {
        PixelRows stored = GridRows.numbered(90, 3);
        Orientation turn = new Orientation(orientation);

        int[][] upright = GridRows.all(OrientedRows.of(stored, turn, new Scratch()));

        for (int row = 0; row < 90; row++) {
            for (int column = 0; column < 3; column++) {
                int storedColumn = turn.reversesRows() ? 89 - row : row;
                int storedRow = turn.reversesColumns() ? 2 - column : column;
                assertThat(upright[row][column]).isEqualTo(100 * storedRow + storedColumn);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 0", "6, 101, 1"})
    void readsAPieceOfARow(int orientation, int first, int second) {
        PixelRows upright =
                OrientedRows.of(
                        GridRows.numbered(3, 2), new Orientation(orientation), new Scratch());
        int row = orientation == 2 ? 0 : 1;
        int column = orientation == 2 ? 1 : 0;
        int[] piece = new int[2];

        upright.read(row, column, 2, piece);

        assertThat(piece).containsExactly(first, second);
    }

    @Test
    void leavesAnUprightImageAlone() {
        PixelRows stored = GridRows.numbered(3, 2);

        PixelRows upright = OrientedRows.of(stored, Orientation.UPRIGHT, new Scratch());

        assertThat(upright).isSameAs(stored);
    }
}
