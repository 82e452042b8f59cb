package io.sightline.image.decoder;

import static java.lang.foreign.ValueLayout.ADDRESS;

import io.sightline.foreign.MissingLibraryException;
import io.sightline.foreign.NativeLibrary;
import io.sightline.image.pixels.Extent;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Leptonica's way of decoding JPEG, with the libjpeg-turbo inside its library. Thread-safe.
///
/// It allocates the pixels itself, and has its own arithmetic for inks, which is not Pillow's.
final class Leptonica implements JpegLibrary {

    private static final int NO_PALETTE = 0;

    /// An image that libjpeg only warns of is used as it was decoded, as in Pillow.
    private static final int CONTINUE_WITH_BAD_DATA = 2;

    private static final int NO_MESSAGES = 6;

    /// `PIX *pixReadMemJpeg(file, size, palette, reduction, warnings, hint)`
    public interface Read {
        MemorySegment call(
                MemorySegment file,
                long fileBytes,
                int palette,
                int reduction,
                MemorySegment warnings,
                int hint);
    }

    /// `PIX *pixConvertTo32(PIX *)` and `l_uint32 *pixGetData(PIX *)`
    public interface OfPicture {
        MemorySegment call(MemorySegment picture);
    }

    /// `l_int32 pixGetWidth(const PIX *)` and its like
    public interface NumberOfPicture {
        int call(MemorySegment picture);
    }

    /// `void pixDestroy(PIX **)`
    public interface Destroy {
        void call(MemorySegment pictures);
    }

    /// `l_int32 setMsgSeverity(l_int32)`
    public interface SetSeverity {
        int call(int severity);
    }

    private final Read read;
    private final OfPicture convertTo32;
    private final OfPicture data;
    private final NumberOfPicture width;
    private final NumberOfPicture height;
    private final Destroy destroy;

    Leptonica(NativeLibrary library) throws MissingLibraryException {
        read = library.function("pixReadMemJpeg", Read.class);
        convertTo32 = library.function("pixConvertTo32", OfPicture.class);
        data = library.function("pixGetData", OfPicture.class);
        width = library.function("pixGetWidth", NumberOfPicture.class);
        height = library.function("pixGetHeight", NumberOfPicture.class);
        destroy = library.function("pixDestroy", Destroy.class);
        int _ = library.function("setMsgSeverity", SetSeverity.class).call(NO_MESSAGES);
    }

    @Override
    public String name() {
        return "leptonica";
    }

    @Override
    public boolean decodes(JpegColours colours) {
        return colours.inks() == null;
    }

    @Override
    public int pixelBytes(JpegColours colours) {
        return colours == JpegColours.GREY ? 1 + PackedRows.PIXEL_BYTES : PackedRows.PIXEL_BYTES;
    }

    @Override
    public PixelRows decode(
            MemorySegment file, JpegColours colours, Extent extent, ReusedMemory pixels)
            throws RefusedImageException {
        MemorySegment picture =
                read.call(
                        file,
                        file.byteSize(),
                        NO_PALETTE,
                        extent.reduction(),
                        MemorySegment.NULL,
                        CONTINUE_WITH_BAD_DATA);
        if (colours == JpegColours.GREY) {
            MemorySegment grey = picture;
            picture = convertTo32.call(grey); // gives nothing for nothing
            destroy(grey);
        }
        if (picture.equals(MemorySegment.NULL)) {
            throw RefusedImageException.damaged();
        }
        return rows(picture, extent);
    }

    @SuppressWarnings("restricted") // the size is checked against what the library says
    private PixelRows rows(MemorySegment picture, Extent extent) throws RefusedImageException {
        if (width.call(picture) != extent.columns() || height.call(picture) != extent.rows()) {
            destroy(picture);
            throw RefusedImageException.damaged();
        }
        long bytes = (long) extent.columns() * extent.rows() * PackedRows.PIXEL_BYTES;
        MemorySegment pixels = data.call(picture).reinterpret(bytes);
        return new LeptonicaRows(pixels, extent, () -> destroy(picture));
    }

    private void destroy(MemorySegment picture) {
        try (Arena arena = Arena.ofConfined()) {
            destroy.call(arena.allocateFrom(ADDRESS, picture));
        }
    }
}
