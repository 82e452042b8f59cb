package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.pixels.RefusedImageException;

/// The chunk of a WebP file that holds one picture.
///
/// @param width pixels, as the picture itself states them; not yet trusted
/// @param height pixels, as the picture itself states them; not yet trusted
/// @param from where the chunk starts
/// @param end where it ends
record WebpPicture(int width, int height, int from, int end) {

    private static final int LOSSLESS_SIGNATURE = 0x2f;
    private static final int FOURTEEN_BITS = 0x3fff;

    /// Whether a chunk that holds a picture starts at `at`.
    static boolean isAt(Bytes file, int at) {
        return file.has(at, "VP8 ") || file.has(at, "VP8L");
    }

    /// The picture whose chunk starts at `at`.
    static WebpPicture at(Bytes file, int at) throws RefusedImageException {
        Bytes content = WebpLayout.content(file, at);
        int end = at + WebpLayout.CHUNK_HEADER_BYTES + content.length();
        if (file.has(at, "VP8L")) {
            if (content.byteAt(0) != LOSSLESS_SIGNATURE) {
                throw RefusedImageException.undecodable("the WebP has no picture in it");
            }
            int sides = content.intAt(1);
            int width = (sides & FOURTEEN_BITS) + 1;
            int height = (sides >>> 14 & FOURTEEN_BITS) + 1;
            return new WebpPicture(width, height, at, end);
        }
        if (!content.has(3, "\u009d\u0001*")) {
            throw RefusedImageException.undecodable("the WebP has no picture in it");
        }
        int width = content.shortAt(6) & FOURTEEN_BITS;
        int height = content.shortAt(8) & FOURTEEN_BITS;
        return new WebpPicture(width, height, at, end);
    }
}
