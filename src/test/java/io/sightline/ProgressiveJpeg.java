package io.sightline;

import java.io.ByteArrayOutputStream;
import java.util.stream.IntStream;

/// A progressive JPEG of one grey tone and any size, written without ever having its pixels.
///
/// Its one scan is of first coefficients that do not differ: one bit a block. So 64 megapixels fit
/// into 188 KB, and a decoder that holds all coefficients takes half a gigabyte for them.
public final class ProgressiveJpeg {

    private static final int UNIT_SIDE = 16;

    /// Of a unit of 16 x 16 pixels: four of brightness, one of each colour.
    private static final int UNIT_BLOCKS = 6;

    private static final int[] START = {0xff, 0xd8};
    private static final int[] END = {0xff, 0xd9};

    private ProgressiveJpeg() {}

    /// The file; its colours have half the resolution, as is usual.
    public static byte[] of(int width, int height) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        write(file, START);
        write(file, 0xff, 0xdb, 0, 67, 0); // quantisation: by 1
        write(file, IntStream.generate(() -> 1).limit(64).toArray());
        write(file, 0xff, 0xc2, 0, 17, 8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3);
        write(file, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0);
        write(file, 0xff, 0xc4, 0, 20, 0, 1); // one code of one bit: no difference
        write(file, new int[16]);
        write(file, 0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 0, 0);
        int units = Math.ceilDiv(width, UNIT_SIDE) * Math.ceilDiv(height, UNIT_SIDE);
        write(file, new int[Math.ceilDiv(units * UNIT_BLOCKS, Byte.SIZE)]);
        write(file, END);
        return file.toByteArray();
    }

    private static void write(ByteArrayOutputStream file, int... bytes) {
        for (int value : bytes) {
            file.write(value);
        }
    }
}
