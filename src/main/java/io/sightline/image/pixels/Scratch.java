package io.sightline.image.pixels;

/// Arrays that are used again for resizing the next image.
///
/// Each is as long as the longest that was asked for; the largest allowed side of an image bounds
/// it. For one thread.
public final class Scratch {

    private int[] row = {};
    private int[] green = {};
    private long[] redAndBlue = {};
    private int[] block = {};

    /// Pixels of one row, at least `length`.
    public int[] row(int length) {
        row = row.length < length ? new int[length] : row;
        return row;
    }

    /// Products of green levels, at least `length`.
    public int[] green(int length) {
        green = green.length < length ? new int[length] : green;
        return green;
    }

    /// Products of red and of blue levels, at least `length`.
    public long[] redAndBlue(int length) {
        redAndBlue = redAndBlue.length < length ? new long[length] : redAndBlue;
        return redAndBlue;
    }

    /// Pixels of some columns, at least `length`.
    int[] block(int length) {
        block = block.length < length ? new int[length] : block;
        return block;
    }
}
