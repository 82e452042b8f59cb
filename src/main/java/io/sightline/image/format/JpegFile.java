package io.sightline.image.format;

import io.sightline.image.decoder.JpegColours;
import io.sightline.image.decoder.JpegLibrary;
import io.sightline.image.decoder.RowStream;
import io.sightline.image.header.Bytes;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.header.JpegFrame;
import io.sightline.image.header.JpegSegments;
import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RasterRows;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.resize.Preprocessing;
import io.sightline.image.resize.Resampler;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/// A JPEG file: baseline or progressive, grey, YCbCr, RGB, CMYK or YCCK, 8 bits a sample.
///
/// The decoder is given only the tables, the scans, and one marker of our making that names the
/// colours as libjpeg would guess them. So no profile is applied, no thumbnail is parsed, and the
/// JDK's own guess, which is another, does not count.
public final class JpegFile implements ImageFile {

    /// Behind the marker of a scan and its length stands the number of its components.
    private static final int SCAN_COMPONENTS_AT = 4;

    /// 64 coefficients of two bytes.
    private static final int BLOCK_BYTES = 128;

    /// What a decoder holds of the rows at hand, for each pixel of one.
    private static final int ROW_BYTES_OF_PIXEL = 128;

    private final JpegSegments segments;
    private final byte[] upload;
    private final DecoderResources resources;

    private JpegFile(JpegSegments segments, byte[] upload, DecoderResources resources) {
        this.segments = segments;
        this.upload = upload;
        this.resources = resources;
    }

    public static JpegFile inspect(byte[] upload, ImageLimits limits, DecoderResources resources)
            throws RefusedImageException {
        JpegSegments segments = new JpegSegments(Bytes.of(upload));
        limits.requireSize(segments.frame().width(), segments.frame().height());
        limits.requireScans(
                segments.scans(), (long) segments.frame().width() * segments.frame().height());
        return new JpegFile(segments, upload, resources);
    }

    @Override
    public Orientation orientation() {
        return segments.orientation();
    }

    /// Whether the JDK decodes it, and rows come once, from top to bottom, as red, green and blue.
    public boolean isStreamable() {
        JpegColours colours = segments.colours();
        return resources.natives().jpeg(colours).isEmpty()
                && segments.scans() == 1
                && !segments.frame().progressive()
                && (colours == JpegColours.YCBCR || colours == JpegColours.RGB);
    }

    /// A resampler of this image as it is stored.
    public Resampler resampler(Preprocessing preprocessing) {
        return new Resampler(extent(), preprocessing, resources.scratch());
    }

    /// Decodes a streamable image into `resampler`, holding one row at a time.
    ///
    /// @return the part of the time that went into resizing, in nanoseconds
    public long decodeInto(Resampler resampler) throws IOException {
        JpegFrame frame = segments.frame();
        RowStream rows = new RowStream(frame.width(), frame.height(), resampler);
        ImageReader reader = open();
        try {
            ImageReadParam into = reader.getDefaultReadParam();
            into.setDestination(rows.asImage());
            BufferedImage _ = reader.read(0, into);
        } finally {
            reader.dispose();
        }
        if (!rows.isComplete()) {
            throw RefusedImageException.undecodable("image is truncated");
        }
        return rows.resizeNanos();
    }

    @Override
    public Footprint footprint() {
        return footprint(extent());
    }

    /// The most memory that [#decodeReduced] takes.
    public Footprint footprintReduced(long minSide) {
        return footprint(extent().reducedTo(minSide));
    }

    private Footprint footprint(Extent extent) {
        JpegFrame frame = segments.frame();
        long nativeBytes = (long) ROW_BYTES_OF_PIXEL * frame.width();
        if (isBuffered()) {
            nativeBytes += frame.blocks() * BLOCK_BYTES;
        }
        Optional<JpegLibrary> library = resources.natives().jpeg(segments.colours());
        if (library.isPresent()) {
            long pixels = (long) extent.columns() * extent.rows();
            nativeBytes += upload.length + pixels * library.get().pixelBytes(segments.colours());
            return new Footprint(nativeBytes, upload.length);
        }
        long rows = isStreamable() ? 1 : frame.height();
        return Footprint.inHeap(upload, rows * frame.width() * frame.components())
                .plus(new Footprint(nativeBytes, 0));
    }

    /// Whether decoders hold all coefficients of the picture, because no scan completes a part of
    /// it: which they conclude from the first, that has not all components.
    private boolean isBuffered() {
        int firstScanComponents = upload[segments.firstScan() + SCAN_COMPONENTS_AT];
        return segments.frame().progressive()
                || segments.scans() > 1
                || firstScanComponents < segments.frame().components();
    }

    @Override
    public PixelRows decode() throws IOException {
        return decode(extent());
    }

    /// Decodes the picture at the largest reduction that leaves its short side at least `minSide`
    /// pixels; in full size where the JDK decodes it.
    public PixelRows decodeReduced(long minSide) throws IOException {
        return decode(extent().reducedTo(minSide));
    }

    private PixelRows decode(Extent extent) throws IOException {
        JpegColours colours = segments.colours();
        Optional<JpegLibrary> library = resources.natives().jpeg(colours);
        return library.isEmpty()
                ? decodeHere(colours)
                : library.get().decode(copy(), colours, extent, resources.pixels());
    }

    private PixelRows decodeHere(JpegColours colours) throws IOException {
        ImageReader reader = open();
        try {
            if (colours.inks() == null) {
                return RasterRows.of(reader.read(0));
            }
            Raster raster = reader.readRaster(0, null);
            return new RasterRows(raster, colours.inks());
        } finally {
            reader.dispose();
        }
    }

    private Extent extent() {
        return Extent.full(segments.frame().width(), segments.frame().height());
    }

    /// What [#open] gives the JDK, in native memory.
    private MemorySegment copy() {
        return resources.copy(segments.head(), upload, segments.firstScan(), segments.end());
    }

    private ImageReader open() throws IOException {
        return resources
                .readers()
                .open(
                        ImageFormat.JPEG,
                        new UploadStream(
                                segments.head(), upload, segments.firstScan(), segments.end()));
    }
}
