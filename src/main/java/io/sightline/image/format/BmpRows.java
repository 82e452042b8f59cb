package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;

/// The rows of a BMP file, read where they stand.
///
/// @param bytes the file, or unpacked indices of a byte each
/// @param from where the first stored row starts
/// @param bits bits of a pixel
/// @param topDown whether the topmost row comes first
/// @param palette colours by index; of no use above 8 bits
/// @param masks what a pixel above 8 bits means
record BmpRows(
        Bytes bytes,
        int from,
        int width,
        int height,
        int bits,
        int rowBytes,
        boolean topDown,
        BmpPalette palette,
        BmpMasks masks)
        implements PixelRows {

    @Override
    public void read(int row, int column, int count, int[] target) {
        int start = from + (topDown ? row : height - 1 - row) * rowBytes;
        if (bits >= 24 && masks.areBytes()) {
            readBytes(start + column * (bits / 8), count, target); // nearly every BMP there is
            return;
        }
        for (int i = 0; i < count; i++) {
            target[i] = pixel(start, column + i);
        }
    }

    private void readBytes(int start, int count, int[] target) {
        for (int i = 0, at = start; i < count; i++, at += bits / 8) {
            target[i] =
                    bytes.byteInside(at + 2) << 16
                            | bytes.byteInside(at + 1) << 8
                            | bytes.byteInside(at);
        }
    }

    private int pixel(int start, int column) {
        if (bits <= 8) {
            return palette.colour(index(start, column));
        }
        int at = start + column * (bits / 8);
        int pixel = bytes.byteInside(at) | bytes.byteInside(at + 1) << 8;
        if (bits > 16) {
            pixel |= bytes.byteInside(at + 2) << 16;
        }
        if (bits > 24) {
            pixel |= bytes.byteInside(at + 3) << 24;
        }
        return masks.colour(pixel);
    }

    private int index(int start, int column) {
        int bit = column * bits;
        return bytes.byteInside(start + bit / 8) >> (8 - bits - bit % 8) & ((1 << bits) - 1);
    }

    /// Requires each pixel to have a colour in the palette.
    void requireColours() throws RefusedImageException {
        if (bits > 8 || palette.entries() >= 1 << bits) {
            return;
        }
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int index = index(from + row * rowBytes, column);
                if (index >= palette.entries()) {
                    throw RefusedImageException.undecodable(
                            "the BMP has a pixel of colour %d, must have less than its %d colours"
                                    .formatted(index, palette.entries()));
                }
            }
        }
    }
}
