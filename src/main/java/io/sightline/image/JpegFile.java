package io.sightline.image;

import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;

/// A JPEG file: baseline or progressive, grey, YCbCr, RGB, CMYK or YCCK, 8 bits a sample.
///
/// The decoder is given the tables and the scans only, and one marker of ours that names the
/// colours as libjpeg would guess them: so no profile is applied, no thumbnail is parsed, and the
/// JDK's own guess, which differs, has no say.
final class JpegFile implements ImageFile {

    private final JpegSegments segments;
    private final byte[] upload;
    private final ImageReaders readers;

    private JpegFile(JpegSegments segments, byte[] upload, ImageReaders readers) {
        this.segments = segments;
        this.upload = upload;
        this.readers = readers;
    }

    static JpegFile inspect(byte[] upload, ImageLimits limits, ImageReaders readers)
            throws RefusedImageException {
        JpegSegments segments = new JpegSegments(Bytes.of(upload));
        limits.requireSize(segments.frame().width(), segments.frame().height());
        limits.requireScans(
                segments.scans(), (long) segments.frame().width() * segments.frame().height());
        return new JpegFile(segments, upload, readers);
    }

    @Override
    public ExifOrientation orientation() {
        return segments.orientation();
    }

    @Override
    public PixelRows decode() throws IOException {
        UploadStream stream =
                new UploadStream(segments.head(), upload, segments.firstScan(), segments.end());
        ImageReader reader = readers.open(ImageFormat.JPEG, stream);
        try {
            JpegColours colours = segments.colours();
            if (colours.inks() == null) {
                return RasterRows.of(reader.read(0));
            }
            Raster raster = reader.readRaster(0, null);
            return new RasterRows(raster, colours.inks());
        } finally {
            reader.dispose();
        }
    }
}
