package io.sightline.image.tiff;

import io.sightline.image.pixels.Colours;
import io.sightline.image.pixels.PixelRows;
import java.nio.ByteOrder;

/// The rows of an unpacked TIFF image.
///
/// Of samples of 16 bits the upper eight are used, as in Pillow.
public final class TiffRows implements PixelRows {

    private final TiffLayout layout;
    private final Colours colours;
    private final byte[][] planes;
    private int[] samples = {};

    /// @param planes the rows of each plane; every row is padded to whole bytes
    public TiffRows(TiffLayout layout, Colours colours, byte[][] planes) {
        this.layout = layout;
        this.colours = colours;
        this.planes = planes;
    }

    @Override
    public int width() {
        return layout.width();
    }

    @Override
    public int height() {
        return layout.height();
    }

    @Override
    public void read(int row, int column, int count, int[] target) {
        int bands = layout.colours().samples();
        if (layout.colours().bits() == 8 && planes.length == 1 && colours.equals(Colours.RGB)) {
            readRgb(row * layout.rowBytes(layout.width()) + column * bands, count, target);
            return;
        }
        if (samples.length < count * bands) {
            samples = new int[count * bands];
        }
        int inPlane = layout.planeSamples();
        int start = row * layout.rowBytes(layout.width());
        for (int plane = 0; plane < planes.length; plane++) {
            byte[] bytes = planes[plane];
            for (int i = 0; i < count; i++) {
                for (int sample = 0; sample < inPlane; sample++) {
                    int index = (column + i) * inPlane + sample;
                    samples[i * bands + plane + sample] = sample(bytes, start, index);
                }
            }
        }
        colours.pack(samples, bands, count, target);
    }

    /// The fast way for RGB with 8 bits, which nearly every TIFF file has.
    private void readRgb(int start, int count, int[] target) {
        byte[] bytes = planes[0];
        int bands = layout.colours().samples();
        for (int i = 0, at = start; i < count; i++, at += bands) {
            target[i] =
                    (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
        }
    }

    private int sample(byte[] bytes, int start, int index) {
        int bits = layout.colours().bits();
        if (bits == 8) {
            return bytes[start + index] & 0xff;
        }
        if (bits == 16) {
            int upper = layout.order() == ByteOrder.BIG_ENDIAN ? 0 : 1;
            return bytes[start + 2 * index + upper] & 0xff;
        }
        int bit = index * bits;
        int shift = 8 - bits - bit % 8;
        return bytes[start + bit / 8] >> shift & ((1 << bits) - 1);
    }
}
