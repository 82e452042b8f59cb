package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.pixels.RefusedImageException;

/// The colours of a BMP file of up to 8 bits a pixel.
final class BmpPalette {

    private final int[] colours;

    BmpPalette(Bytes bytes, BmpHeader header) throws RefusedImageException {
        colours = new int[header.paletteEntries()];
        for (int i = 0; i < colours.length; i++) {
            int at = header.palette() + i * header.paletteEntryBytes();
            colours[i] = bytes.byteAt(at + 2) << 16 | bytes.byteAt(at + 1) << 8 | bytes.byteAt(at);
        }
    }

    int entries() {
        return colours.length;
    }

    /// Colour `index` as `0xRRGGBB`, which must be below [#entries].
    int colour(int index) {
        return colours[index];
    }
}
