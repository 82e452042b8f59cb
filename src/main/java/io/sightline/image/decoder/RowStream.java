package io.sightline.image.decoder;

import io.sightline.image.pixels.ByteSamples;
import io.sightline.image.resize.Resampler;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/// A destination for the JDK's JPEG decoder that keeps no pixels: it passes each row on as it is
/// decoded.
///
/// The decoder hands its rows, red, green and blue bytes, to `setRect`, from top to bottom. The JDK
/// is made like that but does not promise it; so another order is an error and never makes a wrong
/// picture.
public final class RowStream extends WritableRaster {

    private static final int[] RED_GREEN_BLUE = {0, 1, 2};

    private final Resampler resampler;
    private final int[] row;
    private int next;
    private long resizeNanos;

    public RowStream(int width, int height, Resampler resampler) {
        super(
                new PixelInterleavedSampleModel(
                        DataBuffer.TYPE_BYTE, width, height, 3, width * 3, RED_GREEN_BLUE),
                new DataBufferByte(1),
                new Point());
        this.resampler = resampler;
        this.row = new int[resampler.endColumn() - resampler.firstColumn()];
    }

    /// The stream as the image a decoder wants to fill.
    public BufferedImage asImage() {
        ComponentColorModel colours =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_sRGB),
                        false,
                        false,
                        BufferedImage.OPAQUE,
                        DataBuffer.TYPE_BYTE);
        return new BufferedImage(colours, this, false, null);
    }

    /// Whether every row has come.
    public boolean isComplete() {
        return next == height;
    }

    /// Time spent here, not in the decoder.
    public long resizeNanos() {
        return resizeNanos;
    }

    @Override
    public void setRect(int left, int top, Raster source) {
        if (top != next || left != 0 || source.getHeight() != 1 || source.getWidth() != width) {
            throw new IllegalStateException("row %d came where %d is due".formatted(top, next));
        }
        next++;
        if (top < resampler.firstRow() || top >= resampler.endRow()) {
            return;
        }
        long startNanos = System.nanoTime();
        ByteSamples samples =
                new ByteSamples(
                        (DataBufferByte) source.getDataBuffer(),
                        (PixelInterleavedSampleModel) source.getSampleModel());
        samples.readRgb(0, resampler.firstColumn(), row.length, row);
        resampler.accept(top, row);
        resizeNanos += System.nanoTime() - startNanos;
    }
}
