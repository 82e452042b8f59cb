package io.sightline.image.format;

import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RasterRows;
import io.sightline.image.pixels.RefusedImageException;
import java.io.IOException;
import javax.imageio.ImageReader;

/// A PNG file of any colour type and depth, interlaced or not.
///
/// The decoder is given the header, the palette and the image data only: gamma, transparency,
/// profiles and compressed texts change no pixel here and are never parsed.
final class PngFile implements ImageFile {

    private static final int SIGNATURE_BYTES = 8;
    private static final int HEADER_BYTES = 13;

    /// Length, type and checksum.
    private static final int CHUNK_FRAME_BYTES = 12;

    private final Bytes bytes;
    private final byte[] upload;
    private final ImageReaders readers;
    private Orientation orientation = Orientation.UPRIGHT;
    private int palette;
    private int firstData;
    private int end;

    private PngFile(byte[] upload, ImageReaders readers) {
        this.bytes = Bytes.of(upload);
        this.upload = upload;
        this.readers = readers;
    }

    static PngFile inspect(byte[] upload, ImageLimits limits, ImageReaders readers)
            throws RefusedImageException {
        PngFile file = new PngFile(upload, readers);
        Bytes bytes = file.bytes;
        if (bytes.intAt(SIGNATURE_BYTES) != HEADER_BYTES || !bytes.has(12, "IHDR")) {
            throw RefusedImageException.undecodable("the PNG does not start with its header");
        }
        limits.requireSize(bytes.unsignedIntAt(16), bytes.unsignedIntAt(20));
        file.walk();
        return file;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public PixelRows decode() throws IOException {
        UploadStream stream = new UploadStream(head(), upload, firstData, end);
        ImageReader reader = readers.open(ImageFormat.PNG, stream);
        try {
            return RasterRows.of(reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    /// Follows the chunks to the last one; a file that ends before it was cut off.
    private void walk() throws RefusedImageException {
        int at = SIGNATURE_BYTES;
        while (end == 0) {
            int length = bytes.intAt(at);
            bytes.slice(at, CHUNK_FRAME_BYTES);
            Bytes content = bytes.slice(at + 8, length);
            if (bytes.has(at + 4, "PLTE")) {
                palette = at;
            } else if (bytes.has(at + 4, "eXIf")) {
                orientation = ExifOrientation.in(content);
            } else if (bytes.has(at + 4, "IDAT") && firstData == 0) {
                firstData = at;
            }
            int next = at + CHUNK_FRAME_BYTES + length;
            bytes.slice(at, next - at);
            if (bytes.has(at + 4, "IEND")) {
                end = next;
            }
            at = next;
        }
        if (firstData == 0) {
            throw RefusedImageException.undecodable("the PNG has no picture in it");
        }
    }

    private byte[] head() throws RefusedImageException {
        int headerEnd = SIGNATURE_BYTES + CHUNK_FRAME_BYTES + HEADER_BYTES;
        int paletteBytes = palette == 0 ? 0 : CHUNK_FRAME_BYTES + bytes.intAt(palette);
        byte[] head = new byte[headerEnd + paletteBytes];
        bytes.copy(0, head, 0, headerEnd);
        bytes.copy(palette, head, headerEnd, paletteBytes);
        return head;
    }
}
