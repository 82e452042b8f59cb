package io.sightline.image.tiff;

import io.sightline.image.pixels.RefusedImageException;

/// The decoder of TIFF's LZW: codes of 9 to 12 bits, most significant bit first.
///
/// The string of every code has been written to the result before, so the table holds positions in
/// the result and no bytes. Used once, for one strip or tile.
final class TiffLzw {

    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST_FREE = 258;
    private static final int TABLE = 4_096;
    private static final int MIN_BITS = 9;
    private static final int MAX_BITS = 12;

    private final int[] starts = new int[TABLE];
    private final int[] lengths = new int[TABLE];
    private final byte[] stored;
    private int at;
    private int pending;
    private int pendingBits;
    private int free = FIRST_FREE;
    private int bits = MIN_BITS;

    TiffLzw(byte[] stored) {
        this.stored = stored;
    }

    /// Decodes up to `length` bytes into `target` from `from` on; returns how many there were.
    int decode(byte[] target, int from, int length) throws RefusedImageException {
        requireNewStyle();
        int end = from + length;
        int next = from;
        int previous = -1;
        int previousLength = 0;
        for (int code = code(); next < end && code >= 0 && code != END; code = code()) {
            if (code == CLEAR) {
                free = FIRST_FREE;
                bits = MIN_BITS;
                previous = -1;
                continue;
            }
            if (previous >= 0 && free < TABLE) {
                // The string before, and the first byte of the one that follows it.
                starts[free] = previous;
                lengths[free] = previousLength + 1;
                free++;
            }
            if (code >= free) {
                throw RefusedImageException.damaged();
            }
            int written = code < CLEAR ? 1 : Math.min(lengths[code], end - next);
            if (code < CLEAR) {
                target[next] = (byte) code;
            } else {
                repeat(target, starts[code], next, written);
            }
            previous = next;
            previousLength = written;
            next += written;
            // One code early, as TIFF has it.
            if (free == (1 << bits) - 1 && bits < MAX_BITS) {
                bits++;
            }
        }
        return next - from;
    }

    /// Copies byte by byte, because the source may overlap the copy.
    private static void repeat(byte[] target, int start, int at, int length) {
        for (int i = 0; i < length; i++) {
            target[at + i] = target[start + i];
        }
    }

    /// The next code; -1 at the end of the data.
    private int code() {
        while (pendingBits < bits) {
            if (at == stored.length) {
                return -1;
            }
            pending = (pending << 8) | (stored[at++] & 0xff);
            pendingBits += 8;
        }
        pendingBits -= bits;
        return pending >> pendingBits & ((1 << bits) - 1);
    }

    /// Refuses the LZW of programs from before TIFF 6, which write the least significant bit first;
    /// it shows at the first code.
    private void requireNewStyle() throws RefusedImageException {
        if (stored.length > 1 && stored[0] == 0 && (stored[1] & 1) == 1) {
            throw RefusedImageException.unsupported(
                    "the TIFF has compression 5 (LZW) in the style of TIFF 5, only that of 6 is"
                            + " read");
        }
    }
}
