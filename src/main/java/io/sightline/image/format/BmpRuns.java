package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.pixels.RefusedImageException;
import java.util.Arrays;

/// The decoder of BMP's run lengths: indices of colours, a byte each, from the bottom row on.
final class BmpRuns {

    private static final int END_OF_ROW = 0;
    private static final int END = 1;
    private static final int JUMP = 2;

    private final Bytes bytes;
    private final int width;
    private final boolean halves;
    private final byte[] indices;
    private int at;
    private int next;
    private int column;

    BmpRuns(Bytes bytes, BmpHeader header) {
        this.bytes = bytes;
        this.width = header.width();
        this.halves = header.compression() == BmpHeader.RUNS_OF_4_BITS;
        this.indices = new byte[header.width() * header.height()];
        this.at = header.pixels();
    }

    /// The indices of all pixels; those jumped over are 0.
    ///
    /// @throws RefusedImageException if the runs end before the pixels do
    byte[] indices() throws RefusedImageException {
        while (next < indices.length) {
            int count = bytes.byteAt(at);
            int value = bytes.byteAt(at + 1);
            at += 2;
            if (count > 0) {
                repeat(count, value);
            } else if (value == END) {
                throw RefusedImageException.undecodable("image is truncated");
            } else {
                escape(value);
            }
        }
        return indices;
    }

    private void escape(int value) throws RefusedImageException {
        switch (value) {
            case END_OF_ROW -> {
                next = Math.ceilDiv(next, width) * width;
                column = 0;
            }
            case JUMP -> {
                long target = next + bytes.byteAt(at) + (long) bytes.byteAt(at + 1) * width;
                next = (int) Math.min(target, indices.length);
                column = next % width;
                at += 2;
            }
            default -> copy(value);
        }
    }

    /// What would reach beyond its row is dropped, as Pillow does.
    private void repeat(int count, int value) {
        int end = Math.min(next + Math.clamp(width - column, 0, count), indices.length);
        column += end - next;
        if (halves) {
            for (int i = 0; next < end; i++) {
                indices[next++] = (byte) (i % 2 == 0 ? value >> 4 : value & 0xf);
            }
            return;
        }
        Arrays.fill(indices, next, end, (byte) value);
        next = end;
    }

    private void copy(int count) throws RefusedImageException {
        int end = Math.min(next + count, indices.length);
        column += count;
        int length = halves ? Math.ceilDiv(count, 2) : count;
        for (int i = 0; next < end; i++) {
            int stored = bytes.byteAt(at + (halves ? i / 2 : i));
            indices[next++] = (byte) (!halves ? stored : i % 2 == 0 ? stored >> 4 : stored & 0xf);
        }
        at += length + length % 2;
    }
}
