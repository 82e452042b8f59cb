package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.pixels.RefusedImageException;

/// One walk over the codes of a GIF's frame, decoding nothing: how many pixels they tell of, and in
/// which colours.
///
/// The JDK leaves what the codes do not tell as it was, and makes up what they tell wrongly.
final class GifCodes {

    private static final int MAX_CODES = 4_096;
    private static final int MAX_BITS = 12;

    private final int[] lengths = new int[MAX_CODES];
    private final Bytes bytes;
    private final int clear;
    private final int firstBits;
    private int block;
    private int at;
    private int pending;
    private int pendingBits;
    private int maxColour;

    /// @param from the position of the minimum code size, in bits, which precedes the blocks
    GifCodes(Bytes bytes, int from) throws RefusedImageException {
        this.bytes = bytes;
        int minCodeBits = bytes.byteAt(from);
        if (minCodeBits < 1 || minCodeBits > 8) {
            throw RefusedImageException.undecodable(
                    "the GIF has codes of %d bits, must have from 1 to 8".formatted(minCodeBits));
        }
        this.clear = 1 << minCodeBits;
        this.firstBits = minCodeBits + 1;
        this.at = from + 1;
    }

    /// Requires `pixels` pixels of the first `colours` colours.
    void require(long pixels, int colours) throws RefusedImageException {
        long told = 0;
        int bits = firstBits;
        int free = clear + 2;
        int previous = -1;
        while (told < pixels) {
            int code = code(bits);
            if (code < 0 || code == clear + 1) {
                throw RefusedImageException.undecodable("image is truncated");
            }
            if (code == clear) {
                bits = firstBits;
                free = clear + 2;
                previous = -1;
                continue;
            }
            boolean newest = previous >= 0 && code == free && free < MAX_CODES;
            if (code >= free && !newest) {
                throw RefusedImageException.damaged();
            }
            if (previous >= 0 && free < MAX_CODES) {
                lengths[free] = length(previous) + 1;
                free++;
            }
            if (free == 1 << bits && bits < MAX_BITS) {
                bits++;
            }
            maxColour = code < clear ? Math.max(maxColour, code) : maxColour;
            told += length(code);
            previous = code;
        }
        if (maxColour >= colours) {
            throw RefusedImageException.undecodable(
                    "the GIF has a pixel of colour %d, must have less than its %d colours"
                            .formatted(maxColour, colours));
        }
    }

    private int length(int code) {
        return code < clear ? 1 : lengths[code];
    }

    /// The next code, -1 where the blocks or the file have ended.
    private int code(int bits) throws RefusedImageException {
        while (pendingBits < bits) {
            if (block == 0) {
                if (at >= bytes.length() || bytes.byteAt(at) == 0) {
                    return -1;
                }
                block = bytes.byteAt(at++);
            }
            if (at >= bytes.length()) {
                return -1;
            }
            pending |= bytes.byteAt(at++) << pendingBits;
            pendingBits += 8;
            block--;
        }
        int code = pending & ((1 << bits) - 1);
        pending >>>= bits;
        pendingBits -= bits;
        return code;
    }
}
