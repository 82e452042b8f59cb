package io.sightline.image.decoder;

import io.sightline.foreign.MissingLibraryException;
import io.sightline.foreign.NativeLibrary;
import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import java.lang.foreign.MemorySegment;

/// The system's libturbojpeg, through the functions it has had since version 1.2.
///
/// With no flags set it computes as Pillow does: exact transform, smooth upsampling. Thread-safe.
final class TurboJpeg implements JpegLibrary {

    private static final String LIBRARY = "libturbojpeg.so.0";
    private static final int BLUE_GREEN_RED_ANY = 3;
    private static final int INKS = 11;
    private static final int FATAL = 1;
    private static final int NO_FLAGS = 0;

    /// `tjhandle tjInitDecompress(void)`
    public interface Open {
        MemorySegment call();
    }

    /// `int tjDestroy(tjhandle)` and `int tjGetErrorCode(tjhandle)`
    public interface OfHandle {
        int call(MemorySegment handle);
    }

    /// `int tjDecompress2(handle, file, size, pixels, width, row bytes, height, format, flags)`
    public interface Decompress {
        int call(
                MemorySegment handle,
                MemorySegment file,
                long fileBytes,
                MemorySegment pixels,
                int width,
                int rowBytes,
                int height,
                int format,
                int flags);
    }

    private final Open open;
    private final OfHandle destroy;
    private final OfHandle errorCode;
    private final Decompress decompress;

    TurboJpeg() throws MissingLibraryException {
        NativeLibrary library = NativeLibrary.open(LIBRARY);
        open = library.function("tjInitDecompress", Open.class);
        destroy = library.function("tjDestroy", OfHandle.class);
        errorCode = library.function("tjGetErrorCode", OfHandle.class);
        decompress = library.function("tjDecompress2", Decompress.class);
    }

    @Override
    public String name() {
        return "turbojpeg";
    }

    @Override
    public boolean decodes(JpegColours colours) {
        return true;
    }

    @Override
    public int pixelBytes(JpegColours colours) {
        return PackedRows.PIXEL_BYTES;
    }

    @Override
    public PixelRows decode(
            MemorySegment file, JpegColours colours, Extent extent, ReusedMemory pixels)
            throws RefusedImageException {
        boolean inks = colours.inks() != null;
        int rowBytes = extent.columns() * PackedRows.PIXEL_BYTES;
        MemorySegment target = pixels.ofSize((long) rowBytes * extent.rows());
        MemorySegment handle = open.call();
        if (handle.equals(MemorySegment.NULL)) {
            throw new OutOfMemoryError("no memory for a decoder");
        }
        try {
            // It never writes more than the sides given: it would rather scale down or fail.
            int status =
                    decompress.call(
                            handle,
                            file,
                            file.byteSize(),
                            target,
                            extent.columns(),
                            rowBytes,
                            extent.rows(),
                            inks ? INKS : BLUE_GREEN_RED_ANY,
                            NO_FLAGS);
            // As Pillow does, what is merely warned of is taken as it was decoded.
            if (status != 0 && errorCode.call(handle) == FATAL) {
                throw RefusedImageException.damaged();
            }
        } finally {
            int _ = destroy.call(handle);
        }
        return inks ? new NativeInkRows(target, extent) : new NativeRows(target, extent);
    }
}
