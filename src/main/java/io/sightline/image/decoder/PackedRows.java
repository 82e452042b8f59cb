package io.sightline.image.decoder;

import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.PixelRows;

/// Pixels of four bytes in native memory, in rows without gaps.
public interface PackedRows extends PixelRows {

    int PIXEL_BYTES = 4;

    @Override
    Extent extent();

    @Override
    default int width() {
        return extent().columns();
    }

    @Override
    default int height() {
        return extent().rows();
    }

    /// Where the pixel in `row` and `column` begins, in bytes.
    default long offset(int row, int column) {
        return ((long) row * width() + column) * PIXEL_BYTES;
    }
}
