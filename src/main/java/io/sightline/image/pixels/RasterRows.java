package io.sightline.image.pixels;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/// The rows of a raster as its decoder filled it, without colour management.
public final class RasterRows implements PixelRows {

    private final Raster raster;
    private final Colours colours;
    private final int bands;
    private final @Nullable ByteSamples bytes;
    private int[] samples = {};

    public RasterRows(Raster raster, Colours colours) {
        this.raster = raster;
        this.colours = colours;
        this.bands = raster.getNumBands();
        this.bytes =
                raster.getSampleModel() instanceof PixelInterleavedSampleModel model
                                && raster.getDataBuffer() instanceof DataBufferByte buffer
                        ? new ByteSamples(buffer, model)
                        : null;
    }

    public static RasterRows of(BufferedImage image) {
        Raster raster = image.getRaster();
        return new RasterRows(
                raster, Colours.of(image.getColorModel(), raster.getSampleModel().getSampleSize()));
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public void read(int row, int column, int count, int[] target) {
        if (bytes != null && colours.equals(Colours.RGB)) {
            bytes.readRgb(row, column, count, target); // nearly every image there is
            return;
        }
        if (samples.length < count * bands) {
            samples = new int[count * bands];
        }
        if (bytes == null) {
            raster.getPixels(raster.getMinX() + column, raster.getMinY() + row, count, 1, samples);
        } else {
            bytes.read(row, column, count, samples);
        }
        colours.pack(samples, bands, count, target);
    }
}
