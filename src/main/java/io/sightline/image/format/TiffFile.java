package io.sightline.image.format;

import io.sightline.image.pixels.Colours;
import io.sightline.image.pixels.InkColours;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.OrientedRows;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RasterRows;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Scratch;
import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;

/// The first image of a TIFF file: bilevel, grey, palette, RGB or CMYK.
///
/// A TIFF's orientation is part of the format and no camera's note, so it always applies.
final class TiffFile implements ImageFile {

    private static final int ORIENTATION = 274;
    private static final int PHOTOMETRIC = 262;
    private static final int PHOTOMETRIC_PALETTE = 3;
    private static final int PHOTOMETRIC_CMYK = 5;
    private static final int COLOUR_MAP = 320;

    private final TiffDirectory directory;
    private final byte[] upload;
    private final ImageReaders readers;

    private TiffFile(TiffDirectory directory, byte[] upload, ImageReaders readers) {
        this.directory = directory;
        this.upload = upload;
        this.readers = readers;
    }

    static TiffFile inspect(byte[] upload, ImageLimits limits, ImageReaders readers)
            throws RefusedImageException {
        TiffDirectory directory = new TiffDirectory(upload);
        new TiffLayout(directory).require(limits);
        return new TiffFile(directory, upload, readers);
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public PixelRows decode() throws IOException {
        UploadStream stream = new UploadStream(new byte[0], upload, 0, upload.length);
        ImageReader reader = readers.open(ImageFormat.TIFF, stream);
        try {
            PixelRows stored = rows(reader.read(0));
            int orientation = (int) directory.valueOr(ORIENTATION, 1);
            return OrientedRows.of(stored, Orientation.of(orientation), new Scratch());
        } finally {
            reader.dispose();
        }
    }

    private PixelRows rows(BufferedImage image) throws RefusedImageException {
        int photometric = (int) directory.valueOr(PHOTOMETRIC, 1);
        return switch (photometric) {
            case PHOTOMETRIC_PALETTE ->
                    new RasterRows(image.getRaster(), Colours.palette(palette()));
            case PHOTOMETRIC_CMYK -> new RasterRows(image.getRaster(), InkColours.CMYK);
            default -> RasterRows.of(image);
        };
    }

    /// The palette, which is of 16 bits: all reds, then all greens, then all blues.
    private int[] palette() throws RefusedImageException {
        int[] palette = new int[directory.count(COLOUR_MAP) / 3];
        for (int i = 0; i < palette.length; i++) {
            long red = directory.value(COLOUR_MAP, i) >> 8;
            long green = directory.value(COLOUR_MAP, palette.length + i) >> 8;
            long blue = directory.value(COLOUR_MAP, 2 * palette.length + i) >> 8;
            palette[i] = (int) (red << 16 | green << 8 | blue);
        }
        return palette;
    }
}
