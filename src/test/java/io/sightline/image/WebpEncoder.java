package io.sightline.image;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Makes lossless WebP files with the encoder in leptonica's library.
final class WebpEncoder {

    /// `size_t WebPEncodeLosslessRGBA(pixels, width, height, row bytes, file)`
    public interface Encode {
        long call(MemorySegment pixels, int width, int height, int rowBytes, MemorySegment file);
    }

    private WebpEncoder() {}

    /// The file of `width` x `height` pixels, each of four bytes: red, green, blue, alpha.
    @SuppressWarnings("restricted") // the size is the one the encoder gives
    static byte[] lossless(int width, int height, byte[] pixels) throws MissingLibraryException {
        String library = LeptonicaFile.in(NativeCache.folder()).toString();
        Encode encode =
                NativeLibrary.open(library).function("WebPEncodeLosslessRGBA", Encode.class);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = arena.allocate(ADDRESS);
            MemorySegment source = arena.allocateFrom(JAVA_BYTE, pixels);
            long bytes = encode.call(source, width, height, 4 * width, file);
            return file.get(ADDRESS, 0).reinterpret(bytes).toArray(JAVA_BYTE);
        }
    }
}
