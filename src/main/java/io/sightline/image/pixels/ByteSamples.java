package io.sightline.image.pixels;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;

/// The samples of a raster of interleaved bytes, read from the array, not by a call for each.
public final class ByteSamples {

    private final byte[] data;
    private final int start;
    private final int rowStride;
    private final int pixelStride;
    private final int[] bandOffsets;

    public ByteSamples(DataBufferByte buffer, PixelInterleavedSampleModel model) {
        this.data = buffer.getData();
        this.start = buffer.getOffset();
        this.rowStride = model.getScanlineStride();
        this.pixelStride = model.getPixelStride();
        this.bandOffsets = model.getBandOffsets();
    }

    void read(int row, int column, int count, int[] samples) {
        int first = start + row * rowStride + column * pixelStride;
        int bands = bandOffsets.length;
        for (int band = 0; band < bands; band++) {
            int from = first + bandOffsets[band];
            for (int i = 0; i < count; i++) {
                samples[i * bands + band] = data[from + i * pixelStride] & 0xff;
            }
        }
    }

    /// Packs pixels of red, green and blue (and more bands, which are dropped) as `0xRRGGBB`.
    public void readRgb(int row, int column, int count, int[] target) {
        int red = start + row * rowStride + column * pixelStride + bandOffsets[0];
        int green = bandOffsets[1] - bandOffsets[0];
        int blue = bandOffsets[2] - bandOffsets[0];
        for (int i = 0, at = red; i < count; i++, at += pixelStride) {
            target[i] =
                    (data[at] & 0xff) << 16
                            | (data[at + green] & 0xff) << 8
                            | (data[at + blue] & 0xff);
        }
    }
}
