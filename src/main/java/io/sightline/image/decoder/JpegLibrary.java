package io.sightline.image.decoder;

import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import java.lang.foreign.MemorySegment;

/// A native library that decodes JPEG as Pillow does.
public interface JpegLibrary {

    /// Its name, for operators and clients.
    String name();

    /// Whether it decodes `colours` exactly. The JDK decodes those that it does not.
    boolean decodes(JpegColours colours);

    /// The most bytes of native memory that a pixel takes while and after it is decoded.
    int pixelBytes(JpegColours colours);

    /// Decodes a file whose header was read and found in bounds.
    ///
    /// @param file all of its bytes, in native memory
    /// @param extent the size its header states, and the reduction wanted
    /// @param pixels memory to decode into; it is in use until the rows are closed
    PixelRows decode(MemorySegment file, JpegColours colours, Extent extent, ReusedMemory pixels)
            throws RefusedImageException;
}
