package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Rejection;
import java.io.IOException;

/// An upload whose header was read and found in bounds; none of its pixels exist yet.
public sealed interface ImageFile permits JpegFile, PngFile, GifFile, BmpFile, TiffFile, WebpFile {

    /// How the file says its pixels lie, in EXIF or XMP, wherever Pillow's `exif_transpose` looks.
    Orientation orientation();

    /// Decodes all pixels, as they are stored.
    ///
    /// On damaged data the JDK's readers throw exceptions of many kinds, not only IOException.
    PixelRows decode() throws IOException;

    /// The most memory that [#decode()] takes, and what it gives holds.
    Footprint footprint() throws RefusedImageException;

    /// Reads the header of `upload`.
    ///
    /// @param resources the decoders and memory that it will be decoded with, on one thread
    /// @throws RefusedImageException if the upload is not an image, or not an acceptable one
    static ImageFile inspect(byte[] upload, ImageLimits limits, DecoderResources resources)
            throws RefusedImageException {
        if (upload.length == 0) {
            throw new RefusedImageException(
                    Rejection.EMPTY, "the upload is empty, must be one image");
        }
        ImageReaders readers = resources.readers();
        Bytes bytes = Bytes.of(upload);
        return switch (ImageFormat.of(bytes)) {
            case JPEG -> JpegFile.inspect(upload, limits, resources);
            case PNG -> PngFile.inspect(upload, limits, readers);
            case GIF -> GifFile.inspect(upload, limits, readers);
            case BMP -> BmpFile.inspect(upload, limits);
            case TIFF -> TiffFile.inspect(upload, limits, readers);
            case WEBP -> WebpFile.inspect(upload, limits, resources);
        };
    }
}
