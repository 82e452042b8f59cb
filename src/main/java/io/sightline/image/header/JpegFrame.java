package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;

/// The frame header of a JPEG.
///
/// @param width pixels, 0 to 65,535
/// @param height pixels, 0 to 65,535
/// @param componentIds the identifiers of its 1, 3 or 4 components, one character each
/// @param progressive whether later scans refine the picture
/// @param blocks of 8 x 8 coefficients in all components together, as they fill whole units
public record JpegFrame(
        int width, int height, String componentIds, boolean progressive, long blocks) {

    private static final int BASELINE = 0xc0;
    private static final int EXTENDED = 0xc1;
    private static final int PROGRESSIVE = 0xc2;
    private static final int LOSSLESS_STILL = 0xf7;
    private static final int COMPONENT_BYTES = 3;
    private static final int SAMPLING_AT = 9;
    private static final int BLOCK_SIDE = 8;

    public int components() {
        return componentIds.length();
    }

    /// Reads the frame header of `marker`. `segment` begins with its length.
    static JpegFrame in(Bytes segment, int marker) throws RefusedImageException {
        if (marker == LOSSLESS_STILL) {
            throw RefusedImageException.unsupported(
                    "the JPEG is coded by JPEG-LS, only baseline and progressive are read");
        }
        if (marker != BASELINE && marker != EXTENDED && marker != PROGRESSIVE) {
            throw RefusedImageException.unsupported(
                    "the JPEG is coded by process %d, only baseline and progressive are read"
                            .formatted(marker - BASELINE));
        }
        int bits = segment.byteAt(2);
        if (bits != 8) {
            throw RefusedImageException.unsupported(
                    "the JPEG has %d bits a sample, only 8 are read".formatted(bits));
        }
        int components = segment.byteAt(7);
        if (components != 1 && components != 3 && components != 4) {
            throw RefusedImageException.unsupported(
                    "the JPEG has %d components, only 1, 3 and 4 are read".formatted(components));
        }
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < components; i++) {
            ids.append((char) segment.byteAt(8 + i * COMPONENT_BYTES));
        }
        int width = segment.shortAt(5);
        int height = segment.shortAt(3);
        return new JpegFrame(
                width,
                height,
                ids.toString(),
                marker == PROGRESSIVE,
                blocks(segment, components, width, height));
    }

    /// Each component has blocks for its share of the pixels, by the largest sampling factors.
    private static long blocks(Bytes segment, int components, int width, int height)
            throws RefusedImageException {
        int maxAcross = 1;
        int maxDown = 1;
        for (int i = 0; i < components; i++) {
            int sampling = segment.byteAt(SAMPLING_AT + i * COMPONENT_BYTES);
            maxAcross = Math.max(maxAcross, sampling >> 4);
            maxDown = Math.max(maxDown, sampling & 0xf);
        }
        long unitsAcross = Math.ceilDiv(width, BLOCK_SIDE * maxAcross);
        long unitsDown = Math.ceilDiv(height, BLOCK_SIDE * maxDown);
        long blocks = 0;
        for (int i = 0; i < components; i++) {
            int sampling = segment.byteAt(SAMPLING_AT + i * COMPONENT_BYTES);
            blocks += unitsAcross * (sampling >> 4) * unitsDown * (sampling & 0xf);
        }
        return blocks;
    }
}
