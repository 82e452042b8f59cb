package io.sightline.image.format;

import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RasterRows;
import io.sightline.image.pixels.RefusedImageException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;

/// A BMP file of 1 to 32 bits a pixel, plain, run-length coded or with bit masks.
///
/// The decoder is never given a colour profile: it may be a path on this machine.
final class BmpFile implements ImageFile {

    private static final int FILE_HEADER_BYTES = 14;
    private static final int OLDEST_HEADER_BYTES = 12;
    private static final int LARGEST_HEADER_BYTES = 124;
    private static final int COLOUR_SPACE_AT = FILE_HEADER_BYTES + 56;
    private static final int BIT_MASKS = 3;

    private final Bytes bytes;
    private final byte[] upload;
    private final ImageReaders readers;

    private BmpFile(byte[] upload, ImageReaders readers) {
        this.bytes = Bytes.of(upload).in(ByteOrder.LITTLE_ENDIAN);
        this.upload = upload;
        this.readers = readers;
    }

    static BmpFile inspect(byte[] upload, ImageLimits limits, ImageReaders readers)
            throws RefusedImageException {
        BmpFile file = new BmpFile(upload, readers);
        Bytes bytes = file.bytes;
        int headerBytes = bytes.intAt(FILE_HEADER_BYTES);
        if (headerBytes < OLDEST_HEADER_BYTES || headerBytes > LARGEST_HEADER_BYTES) {
            throw RefusedImageException.undecodable(
                    "the BMP has a header of %d bytes, must be from %d to %d"
                            .formatted(headerBytes, OLDEST_HEADER_BYTES, LARGEST_HEADER_BYTES));
        }
        bytes.slice(0, FILE_HEADER_BYTES + headerBytes);
        if (headerBytes == OLDEST_HEADER_BYTES) {
            file.require(limits, bytes.shortAt(18), bytes.shortAt(20), bytes.shortAt(24), 0);
            return file;
        }
        // A negative height says that the topmost row comes first.
        long height = Math.abs((long) bytes.intAt(22));
        file.require(limits, bytes.intAt(18), height, bytes.shortAt(28), bytes.intAt(30));
        return file;
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public PixelRows decode() throws IOException {
        byte[] head = new byte[FILE_HEADER_BYTES + bytes.intAt(FILE_HEADER_BYTES)];
        bytes.copy(0, head, 0, head.length);
        if (head.length >= COLOUR_SPACE_AT + 4) {
            head[COLOUR_SPACE_AT] = 'B';
            head[COLOUR_SPACE_AT + 1] = 'G';
            head[COLOUR_SPACE_AT + 2] = 'R';
            head[COLOUR_SPACE_AT + 3] = 's';
        }
        UploadStream stream = new UploadStream(head, upload, head.length, upload.length);
        ImageReader reader = readers.open(ImageFormat.BMP, stream);
        try {
            return RasterRows.of(reader.read(0));
        } finally {
            reader.dispose();
        }
    }

    private void require(ImageLimits limits, long width, long height, int bits, int compression)
            throws RefusedImageException {
        limits.requireSize(width, height);
        if (compression < 0 || compression > BIT_MASKS) {
            throw RefusedImageException.unsupported(
                    "the BMP has compression %d, only 0 to %d are read"
                            .formatted(compression, BIT_MASKS));
        }
        if (bits < 1 || bits > 32) {
            throw RefusedImageException.undecodable(
                    "the BMP has %d bits a pixel, must be from 1 to 32".formatted(bits));
        }
        boolean plain = compression == 0 || compression == BIT_MASKS;
        long rowBytes = (width * bits + 31) / 32 * 4;
        if (plain && bytes.unsignedIntAt(10) + rowBytes * height > bytes.length()) {
            throw RefusedImageException.undecodable("image is truncated");
        }
    }
}
