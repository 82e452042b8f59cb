package io.sightline.image.format;

import io.sightline.image.decoder.Libwebp;
import io.sightline.image.decoder.PackedRows;
import io.sightline.image.header.Bytes;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.FramedRows;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import java.lang.foreign.MemorySegment;

/// A WebP file: lossy or lossless, still or animated, of which the first frame is read.
///
/// Only the chunk of the picture itself is given to the decoder; transparency, which changes no
/// colour here, profiles and other frames are never parsed.
final class WebpFile implements ImageFile {

    private static final byte[] NO_HEAD = {};
    private static final int BLACK = 0;

    /// What the decoder holds of the rows at hand, for each pixel of one.
    private static final int ROW_BYTES_OF_PIXEL = 128;

    private final WebpLayout layout;
    private final byte[] upload;
    private final Libwebp library;
    private final DecoderResources resources;

    private WebpFile(
            WebpLayout layout, byte[] upload, Libwebp library, DecoderResources resources) {
        this.layout = layout;
        this.upload = upload;
        this.library = library;
        this.resources = resources;
    }

    static WebpFile inspect(byte[] upload, ImageLimits limits, DecoderResources resources)
            throws RefusedImageException {
        Libwebp library =
                resources
                        .natives()
                        .webp()
                        .orElseThrow(
                                () ->
                                        RefusedImageException.unsupported(
                                                "the image is a WebP file, for which this service"
                                                        + " has no decoder"));
        WebpLayout layout = new WebpLayout(Bytes.of(upload));
        limits.requireSize(layout.width(), layout.height());
        limits.requireSize(layout.picture().width(), layout.picture().height());
        return new WebpFile(layout, upload, library, resources);
    }

    @Override
    public Orientation orientation() {
        return layout.orientation();
    }

    /// A lossless picture is decoded into memory of the decoder's own first, with the numbers that
    /// undo its transforms beside it.
    @Override
    public Footprint footprint() {
        WebpPicture picture = layout.picture();
        long pixels = (long) picture.width() * picture.height();
        int pixelBytes = PackedRows.PIXEL_BYTES;
        if (Bytes.of(upload).has(picture.from(), "VP8L")) {
            pixelBytes += PackedRows.PIXEL_BYTES + 1;
        }
        long rowBytes = (long) ROW_BYTES_OF_PIXEL * picture.width();
        long fileBytes = (long) picture.end() - picture.from();
        return new Footprint(fileBytes + pixels * pixelBytes + rowBytes, upload.length);
    }

    @Override
    public PixelRows decode() throws RefusedImageException {
        WebpPicture picture = layout.picture();
        MemorySegment chunk = resources.copy(NO_HEAD, upload, picture.from(), picture.end());
        Extent extent = Extent.full(picture.width(), picture.height());
        PixelRows rows = library.decode(chunk, extent, resources.pixels());
        return new FramedRows(
                rows, layout.left(), layout.top(), layout.width(), layout.height(), BLACK);
    }
}
