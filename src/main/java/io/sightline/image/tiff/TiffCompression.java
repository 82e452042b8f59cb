package io.sightline.image.tiff;

import io.sightline.image.pixels.RefusedImageException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// How the strips or tiles of a TIFF file are compressed.
public enum TiffCompression {
    /// Not compressed.
    NONE,
    /// One of the three fax codes.
    FAX,
    LZW,
    JPEG,
    DEFLATE,
    PACK_BITS;

    /// The compression that TIFF gives the number `code`.
    static TiffCompression of(long code) throws RefusedImageException {
        return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
            case 1 -> NONE;
            case 2, 3, 4 -> FAX;
            case 5 -> LZW;
            case 7 -> JPEG;
            case 8, 32_946 -> DEFLATE;
            case 32_773 -> PACK_BITS;
            default ->
                    throw RefusedImageException.unsupported(
                            "the TIFF has compression %d, which is not read".formatted(code));
        };
    }

    /// Whether samples may be stored as differences from the sample on the left.
    boolean differs() {
        return this == LZW || this == DEFLATE;
    }

    /// Decompresses `stored` into `length` bytes of `target` from `from` on.
    ///
    /// @throws RefusedImageException if `stored` holds less than that
    void unpack(byte[] stored, byte[] target, int from, int length) throws RefusedImageException {
        int unpacked =
                switch (this) {
                    case NONE -> copy(stored, target, from, length);
                    case LZW -> new TiffLzw(stored).decode(target, from, length);
                    case DEFLATE -> inflate(stored, target, from, length);
                    case PACK_BITS -> unpackBits(stored, target, from, length);
                    case FAX, JPEG ->
                            throw new IllegalStateException(
                                    "%s is not unpacked here".formatted(this));
                };
        if (unpacked < length) {
            throw RefusedImageException.undecodable(
                    "the TIFF has a strip or tile of %d bytes, must have %d"
                            .formatted(unpacked, length));
        }
    }

    private static int copy(byte[] stored, byte[] target, int from, int length) {
        int copied = Math.min(stored.length, length);
        System.arraycopy(stored, 0, target, from, copied);
        return copied;
    }

    private static int inflate(byte[] stored, byte[] target, int from, int length)
            throws RefusedImageException {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(stored);
            int inflated = 0;
            while (inflated < length) {
                int more = inflater.inflate(target, from + inflated, length - inflated);
                if (more == 0) {
                    return inflated;
                }
                inflated += more;
            }
            return inflated;
        } catch (DataFormatException _) {
            throw RefusedImageException.damaged();
        }
    }

    private static int unpackBits(byte[] stored, byte[] target, int from, int length) {
        int at = 0;
        int unpacked = 0;
        while (unpacked < length && at + 1 < stored.length) {
            int head = stored[at++];
            if (head == Byte.MIN_VALUE) {
                continue;
            }
            int count = Math.min(head < 0 ? 1 - head : 1 + head, length - unpacked);
            if (head < 0) {
                Arrays.fill(target, from + unpacked, from + unpacked + count, stored[at++]);
            } else {
                count = Math.min(count, stored.length - at);
                System.arraycopy(stored, at, target, from + unpacked, count);
                at += count;
            }
            unpacked += count;
        }
        return unpacked;
    }
}
