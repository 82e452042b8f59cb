package io.sightline.image.pixels;

/// A decoded image that gives its pixels a piece of a row at a time, each as `0x..RRGGBB`; the top
/// byte means nothing.
///
/// Not thread-safe: implementations reuse what they sample into. Native memory under it is given
/// back by [#close].
public interface PixelRows extends AutoCloseable {

    /// Pixels of a row, at least 1.
    int width();

    /// Number of rows, at least 1.
    int height();

    /// The size of the picture that these rows show. It is larger than the rows if the picture was
    /// decoded at a reduced size.
    default Extent extent() {
        return Extent.full(width(), height());
    }

    /// Fills the first `count` entries of `target` with the pixels of row `row` (0 is the topmost)
    /// from column `column` on.
    void read(int row, int column, int count, int[] target);

    @Override
    default void close() {}
}
