package io.sightline.image.decoder;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.sightline.foreign.MissingLibraryException;
import io.sightline.foreign.NativeLibrary;
import java.awt.image.BufferedImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Makes WebP files with the encoder in leptonica's library.
public final class WebpEncoder {

    /// `size_t WebPEncodeLosslessRGBA(pixels, width, height, row bytes, file)`
    public interface Encode {
        long call(MemorySegment pixels, int width, int height, int rowBytes, MemorySegment file);
    }

    /// `size_t WebPEncodeRGB(pixels, width, height, row bytes, quality, file)`
    public interface EncodeLossy {
        long call(
                MemorySegment pixels,
                int width,
                int height,
                int rowBytes,
                float quality,
                MemorySegment file);
    }

    private static final float QUALITY = 75;

    private WebpEncoder() {}

    /// The file of `width` x `height` pixels, each of four bytes: red, green, blue, alpha.
    public static byte[] lossless(int width, int height, byte[] pixels)
            throws MissingLibraryException {
        Encode encode = library().function("WebPEncodeLosslessRGBA", Encode.class);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = arena.allocate(ADDRESS);
            MemorySegment source = arena.allocateFrom(JAVA_BYTE, pixels);
            long bytes = encode.call(source, width, height, 4 * width, file);
            return bytes(file, bytes);
        }
    }

    /// The file of `image` in the quality that most have.
    public static byte[] lossy(BufferedImage image) throws MissingLibraryException {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] samples = image.getRaster().getPixels(0, 0, width, height, (int[]) null);
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) samples[i];
        }
        EncodeLossy encode = library().function("WebPEncodeRGB", EncodeLossy.class);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment file = arena.allocate(ADDRESS);
            MemorySegment source = arena.allocateFrom(JAVA_BYTE, pixels);
            return bytes(file, encode.call(source, width, height, 3 * width, QUALITY, file));
        }
    }

    private static NativeLibrary library() throws MissingLibraryException {
        return NativeLibrary.open(LeptonicaFile.in(NativeCache.folder()).toString());
    }

    @SuppressWarnings("restricted") // the size is the one the encoder gives
    private static byte[] bytes(MemorySegment file, long bytes) {
        return file.get(ADDRESS, 0).reinterpret(bytes).toArray(JAVA_BYTE);
    }
}
