package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.pixels.RefusedImageException;

/// Which bits of a BMP's pixel of 16, 24 or 32 are its red, its green and its blue.
///
/// @param red a run of bits
/// @param green a run of bits
/// @param blue a run of bits
record BmpMasks(int red, int green, int blue) {

    private static final BmpMasks OF_15_BITS = new BmpMasks(0x7c00, 0x3e0, 0x1f);
    private static final BmpMasks OF_24_BITS = new BmpMasks(0xff0000, 0xff00, 0xff);
    private static final BmpMasks NONE = new BmpMasks(0, 0, 0);

    /// Those that `bytes` states, or those that are meant where it states none.
    static BmpMasks in(Bytes bytes, BmpHeader header) throws RefusedImageException {
        if (header.compression() != BmpHeader.MASKS) {
            return header.bits() == 16 ? OF_15_BITS : OF_24_BITS;
        }
        int at = BmpHeader.MASKS_AT;
        BmpMasks masks = new BmpMasks(bytes.intAt(at), bytes.intAt(at + 4), bytes.intAt(at + 8));
        if (masks.equals(NONE) && header.bits() == 32) {
            return OF_24_BITS;
        }
        masks.require(header.bits());
        return masks;
    }

    /// Whether a pixel's bytes are its blue, its green and its red.
    boolean areBytes() {
        return equals(OF_24_BITS);
    }

    /// One pixel as `0xRRGGBB`.
    int colour(int pixel) {
        return level(pixel, red) << 16 | level(pixel, green) << 8 | level(pixel, blue);
    }

    private static int level(int pixel, int mask) {
        int bits = Integer.bitCount(mask);
        int level = (pixel & mask) >>> Integer.numberOfTrailingZeros(mask);
        return bits >= 8 ? level >>> (bits - 8) : level * 255 / ((1 << bits) - 1);
    }

    private void require(int bits) throws RefusedImageException {
        boolean apart = (red & green) == 0 && (green & blue) == 0 && (blue & red) == 0;
        boolean within = bits == 32 || (red | green | blue) >>> bits == 0;
        if (!apart || !within || !isRun(red) || !isRun(green) || !isRun(blue)) {
            throw RefusedImageException.unsupported(
                    "the BMP has masks %08x, %08x and %08x, which are not read"
                            .formatted(red, green, blue));
        }
    }

    private static boolean isRun(int mask) {
        int low = mask >>> Integer.numberOfTrailingZeros(mask);
        return mask != 0 && (low & (low + 1)) == 0;
    }
}
