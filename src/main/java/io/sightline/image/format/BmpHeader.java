package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;

/// What the header of a BMP file says, checked against the file.
///
/// @param topDown whether the topmost row comes first
/// @param compression 0 is none, 1 and 2 are run lengths of 8 and of 4 bits, 3 is none with masks
/// @param palette where the colours stand
/// @param paletteEntries how many colours there are
/// @param paletteEntryBytes bytes of one colour
/// @param pixels where the pixels start
record BmpHeader(
        int width,
        int height,
        boolean topDown,
        int bits,
        int compression,
        int palette,
        int paletteEntries,
        int paletteEntryBytes,
        int pixels) {

    static final int PLAIN = 0;
    static final int RUNS_OF_8_BITS = 1;
    static final int RUNS_OF_4_BITS = 2;
    static final int MASKS = 3;

    /// Where masks of red, green, blue and alpha stand, in the header or behind it.
    static final int MASKS_AT = 54;

    private static final int FILE_HEADER_BYTES = 14;
    private static final int OLDEST = 12;
    private static final int COMMON = 40;
    private static final int NEWEST = 124;
    private static final int MASK_BYTES = 12;
    private static final int MAX_ENTRIES = 256;

    static BmpHeader in(Bytes upload, ImageLimits limits) throws RefusedImageException {
        Bytes bytes = upload.in(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = bytes.intAt(FILE_HEADER_BYTES);
        requireKnown(headerBytes);
        bytes.slice(0, FILE_HEADER_BYTES + headerBytes);
        boolean oldest = headerBytes == OLDEST;
        long width = oldest ? bytes.shortAt(18) : bytes.intAt(18);
        // A negative height says that the topmost row comes first.
        long height = oldest ? bytes.shortAt(20) : bytes.intAt(22);
        limits.requireSize(width, Math.abs(height));
        int bits = bytes.shortAt(oldest ? 24 : 28);
        int compression = oldest ? PLAIN : bytes.intAt(30);
        requireRead(bits, compression);
        int palette = FILE_HEADER_BYTES + headerBytes;
        if (compression == MASKS && headerBytes == COMMON) {
            palette += MASK_BYTES;
        }
        int entryBytes = oldest ? 3 : 4;
        long stated = oldest ? 0 : bytes.unsignedIntAt(46);
        long entries = bits > 8 ? 0 : stated == 0 ? 1L << bits : stated;
        if (entries > MAX_ENTRIES) {
            throw RefusedImageException.undecodable(
                    "the BMP has %d colours, at most %d can be told apart"
                            .formatted(entries, MAX_ENTRIES));
        }
        long pixels = bytes.unsignedIntAt(10);
        // Some leave it out, and some forget that the colours stand before the pixels.
        if (pixels == 0 || (pixels == FILE_HEADER_BYTES + headerBytes && bits <= 8)) {
            pixels = palette + entries * entryBytes;
        }
        if (pixels < palette || pixels > bytes.length()) {
            throw RefusedImageException.undecodable(
                    "the BMP has pixels from byte %d on, must have them from %d to %d"
                            .formatted(pixels, palette, bytes.length()));
        }
        int held = (int) Math.min(entries, (pixels - palette) / entryBytes);
        return new BmpHeader(
                (int) width,
                (int) Math.abs(height),
                height < 0,
                bits,
                compression,
                palette,
                held,
                entryBytes,
                (int) pixels);
    }

    boolean runs() {
        return compression == RUNS_OF_8_BITS || compression == RUNS_OF_4_BITS;
    }

    private static void requireKnown(int headerBytes) throws RefusedImageException {
        if (headerBytes < OLDEST || headerBytes > NEWEST) {
            throw RefusedImageException.undecodable(
                    "the BMP has a header of %d bytes, must be from %d to %d"
                            .formatted(headerBytes, OLDEST, NEWEST));
        }
        switch (headerBytes) {
            case OLDEST, COMMON, 52, 56, 64, 108, NEWEST -> {}
            default ->
                    throw RefusedImageException.unsupported(
                            "the BMP has a header of %d bytes, only 12, 40, 52, 56, 64, 108 and"
                                            .formatted(headerBytes)
                                    + " 124 are read");
        }
    }

    private static void requireRead(int bits, int compression) throws RefusedImageException {
        if (compression < PLAIN || compression > MASKS) {
            throw RefusedImageException.unsupported(
                    "the BMP has compression %d, only 0 to %d are read"
                            .formatted(compression, MASKS));
        }
        if (bits < 1 || bits > 32) {
            throw RefusedImageException.undecodable(
                    "the BMP has %d bits a pixel, must be from 1 to 32".formatted(bits));
        }
        boolean read =
                switch (compression) {
                    case RUNS_OF_8_BITS -> bits == 8;
                    case RUNS_OF_4_BITS -> bits == 4;
                    case MASKS -> bits == 16 || bits == 24 || bits == 32;
                    default ->
                            bits == 1
                                    || bits == 4
                                    || bits == 8
                                    || bits == 16
                                    || bits == 24
                                    || bits == 32;
                };
        if (!read) {
            throw RefusedImageException.unsupported(
                    "the BMP has %d bits a pixel and compression %d, which are not read together"
                            .formatted(bits, compression));
        }
    }
}
