package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;

/// The frame header of a JPEG.
///
/// @param width pixels, 0 to 65,535
/// @param height pixels, 0 to 65,535
/// @param componentIds the identifiers of its 1, 3 or 4 components, one character each
/// @param progressive whether scans refine the picture, rather than complete it from the top
public record JpegFrame(int width, int height, String componentIds, boolean progressive) {

    private static final int BASELINE = 0xc0;
    private static final int EXTENDED = 0xc1;
    private static final int PROGRESSIVE = 0xc2;
    private static final int LOSSLESS_STILL = 0xf7;
    private static final int COMPONENT_BYTES = 3;

    public int components() {
        return componentIds.length();
    }

    /// Reads the frame that `marker` starts from `segment`, which starts at its length.
    public static JpegFrame in(Bytes segment, int marker) throws RefusedImageException {
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
        return new JpegFrame(
                segment.shortAt(5), segment.shortAt(3), ids.toString(), marker == PROGRESSIVE);
    }
}
