package io.sightline.image.decoder;

import io.sightline.foreign.MissingLibraryException;
import io.sightline.foreign.NativeLibrary;
import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import java.lang.foreign.MemorySegment;

/// Libwebp's decoder, which leptonica's library has inside. Thread-safe.
public final class Libwebp {

    /// `uint8_t *WebPDecodeBGRAInto(file, size, pixels, pixel bytes, row bytes)`
    public interface Decode {
        MemorySegment call(
                MemorySegment file,
                long fileBytes,
                MemorySegment pixels,
                long pixelBytes,
                int rowBytes);
    }

    private final Decode decode;

    Libwebp(NativeLibrary library) throws MissingLibraryException {
        decode = library.function("WebPDecodeBGRAInto", Decode.class);
    }

    /// Decodes one picture, whose header was read and found in bounds.
    ///
    /// @param picture one `VP8 ` or `VP8L` chunk
    /// @param extent the size it states
    /// @param pixels memory to decode into; it is in use as long as the rows are
    public PixelRows decode(MemorySegment picture, Extent extent, ReusedMemory pixels)
            throws RefusedImageException {
        int rowBytes = extent.width() * PackedRows.PIXEL_BYTES;
        MemorySegment target = pixels.ofSize((long) rowBytes * extent.height());
        MemorySegment decoded =
                decode.call(picture, picture.byteSize(), target, target.byteSize(), rowBytes);
        if (decoded.equals(MemorySegment.NULL)) {
            throw RefusedImageException.damaged();
        }
        return new NativeRows(target, extent);
    }
}
