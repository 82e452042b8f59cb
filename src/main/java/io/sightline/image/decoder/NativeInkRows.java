package io.sightline.image.decoder;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.InkColours;
import java.lang.foreign.MemorySegment;

/// Pixels of four bytes in native memory: cyan, magenta, yellow and black, 255 being no ink.
///
/// @param pixels the rows without gaps
/// @param extent the size of the picture
record NativeInkRows(MemorySegment pixels, Extent extent) implements PackedRows {

    @Override
    public void read(int row, int column, int count, int[] target) {
        long at = offset(row, column);
        for (int i = 0; i < count; i++, at += PIXEL_BYTES) {
            target[i] =
                    InkColours.INVERTED_CMYK.pixel(ink(at), ink(at + 1), ink(at + 2), ink(at + 3));
        }
    }

    private int ink(long at) {
        return pixels.get(JAVA_BYTE, at) & 0xff;
    }
}
