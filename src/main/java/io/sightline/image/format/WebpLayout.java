package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.header.CameraNotes;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// One walk over all chunks of a WebP file, decoding nothing: its canvas and its first picture.
final class WebpLayout {

    static final int CHUNK_HEADER_BYTES = 8;

    private static final int FIRST_CHUNK = 12;
    private static final int ANIMATED = 0x02;
    private static final int HAS_XMP = 0x04;
    private static final int HAS_EXIF = 0x08;
    private static final int FRAME_HEADER_BYTES = 16;

    private final Bytes file;
    private @Nullable WebpPicture picture;
    private final CameraNotes notes = new CameraNotes();
    private boolean exifTaken;
    private boolean xmpTaken;
    private int left;
    private int top;
    private int width;
    private int height;

    WebpLayout(Bytes upload) throws RefusedImageException {
        Bytes bytes = upload.in(ByteOrder.LITTLE_ENDIAN);
        long stated = CHUNK_HEADER_BYTES + bytes.unsignedIntAt(4);
        file = bytes.slice(0, (int) Math.min(stated, Integer.MAX_VALUE));
        if (file.has(FIRST_CHUNK, "VP8X")) {
            walk();
        } else if (WebpPicture.isAt(file, FIRST_CHUNK)) {
            picture = WebpPicture.at(file, FIRST_CHUNK);
            width = picture.width();
            height = picture.height();
        }
        requirePictureOnCanvas();
    }

    WebpPicture picture() {
        if (picture == null) {
            throw new IllegalStateException("a walk that ended without a picture was accepted");
        }
        return picture;
    }

    Orientation orientation() {
        return notes.orientation();
    }

    /// Columns of canvas left of the picture.
    int left() {
        return left;
    }

    /// Rows of canvas above the picture.
    int top() {
        return top;
    }

    /// Pixels of a row of the canvas.
    int width() {
        return width;
    }

    /// Rows of the canvas.
    int height() {
        return height;
    }

    /// What the chunk at `at` holds.
    static Bytes content(Bytes file, int at) throws RefusedImageException {
        long length = file.unsignedIntAt(at + 4);
        return file.slice(at + CHUNK_HEADER_BYTES, (int) Math.min(length, Integer.MAX_VALUE));
    }

    private void walk() throws RefusedImageException {
        Bytes header = content(file, FIRST_CHUNK);
        int flags = header.byteAt(0);
        width = 1 + threeBytesAt(header, 4);
        height = 1 + threeBytesAt(header, 7);
        int at = behind(FIRST_CHUNK);
        while (at < file.length()) {
            takeNotes(at, flags);
            if (picture == null) {
                take(at, (flags & ANIMATED) != 0);
            }
            at = behind(at);
        }
    }

    /// Of several chunks the first counts, and none that the header does not announce.
    private void takeNotes(int at, int flags) throws RefusedImageException {
        if ((flags & HAS_EXIF) != 0 && !exifTaken && file.has(at, "EXIF")) {
            notes.takeExif(content(file, at));
            exifTaken = true;
        } else if ((flags & HAS_XMP) != 0 && !xmpTaken && file.has(at, "XMP ")) {
            notes.takeXmp(content(file, at));
            xmpTaken = true;
        }
    }

    private void take(int at, boolean animated) throws RefusedImageException {
        if (!animated && WebpPicture.isAt(file, at)) {
            picture = WebpPicture.at(file, at);
        }
        if (animated && file.has(at, "ANMF")) {
            Bytes frame = content(file, at);
            left = 2 * threeBytesAt(frame, 0);
            top = 2 * threeBytesAt(frame, 3);
            int inside = at + CHUNK_HEADER_BYTES + FRAME_HEADER_BYTES;
            while (inside < behind(at) && !WebpPicture.isAt(file, inside)) {
                inside = behind(inside); // transparency stands before the picture
            }
            picture = WebpPicture.at(file, inside);
        }
    }

    /// Sides are not multiplied here, and none is larger than 2^25.
    private void requirePictureOnCanvas() throws RefusedImageException {
        if (picture == null) {
            throw RefusedImageException.undecodable("the WebP has no picture in it");
        }
        if (left + picture.width() > width || top + picture.height() > height) {
            throw RefusedImageException.undecodable(
                    "the WebP is %d x %d pixels, its picture must not reach beyond"
                            .formatted(width, height));
        }
    }

    /// The position behind the chunk at `at`, whose length is made even.
    private int behind(int at) throws RefusedImageException {
        int length = content(file, at).length();
        return at + CHUNK_HEADER_BYTES + length + length % 2;
    }

    private static int threeBytesAt(Bytes bytes, int at) throws RefusedImageException {
        return bytes.shortAt(at) | bytes.byteAt(at + 2) << 16;
    }
}
