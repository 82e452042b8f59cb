package io.sightline.image.decoder;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.sightline.image.pixels.Extent;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Pixels of four bytes in native memory: blue, green, red and one that counts for nothing.
///
/// @param pixels the rows without gaps
/// @param extent the size of the picture
record NativeRows(MemorySegment pixels, Extent extent) implements PackedRows {

    /// On any machine the four bytes, read as a number, are `0x..RRGGBB`.
    private static final ValueLayout.OfInt PIXEL = JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public void read(int row, int column, int count, int[] target) {
        MemorySegment.copy(pixels, PIXEL, offset(row, column), target, 0, count);
    }
}
