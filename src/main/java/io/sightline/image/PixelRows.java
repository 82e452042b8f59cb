package io.sightline.image;

/// A decoded image that gives its pixels a piece of a row at a time, each as `0xRRGGBB`.
///
/// Not thread-safe: implementations reuse what they sample into.
interface PixelRows {

    /// Pixels of a row, at least 1.
    int width();

    /// Number of rows, at least 1.
    int height();

    /// Fills the first `count` entries of `target` with the pixels of row `row` (0 is the topmost)
    /// from column `column` on.
    void read(int row, int column, int count, int[] target);
}
