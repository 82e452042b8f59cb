package io.sightline.image.resize;

import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.Scratch;
import java.util.Arrays;

/// Resizes and crops an image row by row, without ever holding a resized image.
///
/// Each source row that matters is narrowed to the kept columns and rounded to 8 bits (Pillow's
/// first pass), then added with its weights to the few rows of the result that it belongs to (the
/// second). Rows come in order. For one image and one thread.
public final class Resampler {

    private static final int CHANNELS = 3;

    private final Weights columns;
    private final Weights rows;
    private final Narrowing narrowing;
    private final byte[] result;
    private final int[] narrow;
    private final int[][] sums;
    private int oldest;
    private int next;

    public Resampler(Extent extent, Preprocessing preprocessing, Scratch scratch) {
        Geometry geometry = Geometry.of(extent.width(), extent.height(), preprocessing);
        Interpolation filter = preprocessing.interpolation();
        int crop = geometry.crop();
        columns =
                new Weights(
                        filter,
                        extent.columns(),
                        extent.exactColumns(),
                        geometry.resizedWidth(),
                        geometry.left(),
                        crop);
        rows =
                new Weights(
                        filter,
                        extent.rows(),
                        extent.exactRows(),
                        geometry.resizedHeight(),
                        geometry.top(),
                        crop);
        narrowing = new Narrowing(columns, scratch);
        result = new byte[crop * crop * CHANNELS];
        narrow = new int[crop * CHANNELS];
        sums = new int[rows.maxOverlap()][crop * CHANNELS];
    }

    /// Resizes and crops `image`; gives its pixels, 8 bits a channel (row, column, channel).
    public static byte[] resample(PixelRows image, Preprocessing preprocessing, Scratch scratch) {
        Resampler resampler = new Resampler(image.extent(), preprocessing, scratch);
        int column = resampler.firstColumn();
        int count = resampler.endColumn() - column;
        int[] row = scratch.row(count);
        for (int y = resampler.firstRow(); y < resampler.endRow(); y++) {
            image.read(y, column, count, row);
            resampler.accept(y, row);
        }
        return resampler.result();
    }

    public int firstColumn() {
        return columns.first(0);
    }

    public int endColumn() {
        return columns.end(columns.count() - 1);
    }

    public int firstRow() {
        return rows.first(0);
    }

    public int endRow() {
        return rows.end(rows.count() - 1);
    }

    /// Takes row `y`, the one after the row taken before.
    ///
    /// @param row pixels from [#firstColumn] to [#endColumn], each `0x..RRGGBB`
    public void accept(int y, int[] row) {
        narrowing.narrow(row, narrow);
        while (next < rows.count() && rows.first(next) <= y) {
            Arrays.fill(sums[next % sums.length], Weights.HALF);
            next++;
        }
        for (int i = oldest; i < next; i++) {
            add(sums[i % sums.length], narrow, rows.of(i)[y - rows.first(i)]);
        }
        while (oldest < next && rows.end(oldest) <= y + 1) {
            finish(oldest);
            oldest++;
        }
    }

    /// The finished pixels, once row [#endRow] - 1 was taken.
    public byte[] result() {
        return result;
    }

    private static void add(int[] sums, int[] levels, int weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += levels[i] * weight;
        }
    }

    private void finish(int index) {
        int[] finished = sums[index % sums.length];
        int at = index * finished.length;
        for (int i = 0; i < finished.length; i++) {
            result[at + i] = (byte) Weights.level(finished[i]);
        }
    }
}
