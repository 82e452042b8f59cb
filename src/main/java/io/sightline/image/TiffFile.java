package io.sightline.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;

/// The first image of a TIFF file: bilevel, grey, palette, RGB or CMYK.
final class TiffFile implements ImageFile {

    private static final int ORIENTATION = 274;
    private static final int PHOTOMETRIC = 262;
    private static final int PHOTOMETRIC_CMYK = 5;

    private final TiffDirectory directory;
    private final ExifOrientation orientation;
    private final byte[] upload;
    private final ImageReaders readers;

    private TiffFile(TiffDirectory directory, byte[] upload, ImageReaders readers)
            throws RefusedImageException {
        this.directory = directory;
        this.orientation = ExifOrientation.of((int) directory.value(ORIENTATION, 1L));
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
    public ExifOrientation orientation() {
        return orientation;
    }

    @Override
    public PixelRows decode() throws IOException {
        UploadStream stream = new UploadStream(new byte[0], upload, 0, upload.length);
        ImageReader reader = readers.open(ImageFormat.TIFF, stream);
        try {
            BufferedImage image = reader.read(0);
            return directory.value(PHOTOMETRIC, 1L) == PHOTOMETRIC_CMYK
                    ? new RasterRows(image.getRaster(), InkColours.CMYK)
                    : RasterRows.of(image);
        } finally {
            reader.dispose();
        }
    }
}
