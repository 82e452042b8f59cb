package io.sightline.image.decoder;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.sightline.image.pixels.Extent;
import java.lang.foreign.MemorySegment;

/// Pixels as leptonica holds them, each a number `0xRRGGBB..`.
///
/// @param pixels the rows without gaps
/// @param extent the size of the picture
/// @param release gives the pixels back
record LeptonicaRows(MemorySegment pixels, Extent extent, Runnable release) implements PackedRows {

    @Override
    public void read(int row, int column, int count, int[] target) {
        MemorySegment.copy(pixels, JAVA_INT, offset(row, column), target, 0, count);
        for (int i = 0; i < count; i++) {
            target[i] >>>= Byte.SIZE;
        }
    }

    @Override
    public void close() {
        release.run();
    }
}
