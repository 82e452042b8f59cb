package io.sightline.image;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;

/// The samples of a raster of interleaved bytes, read without a call for each.
final class ByteSamples {

    private final byte[] data;
    private final int start;
    private final int rowStride;
    private final int pixelStride;
    private final int[] bandOffsets;

    ByteSamples(DataBufferByte buffer, PixelInterleavedSampleModel model) {
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
}
