package io.sightline.image.format;

import io.sightline.image.pixels.RefusedImageException;
import java.util.Set;

/// How a TIFF file says its pixels are stored, checked before a decoder believes it.
///
/// @param directory the directory that says so
record TiffLayout(TiffDirectory directory) {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int PHOTOMETRIC = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int STRIP_ROWS = 278;
    private static final int STRIP_BYTES = 279;
    private static final int PLANES = 284;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_BYTES = 325;
    private static final int SAMPLE_FORMAT = 339;
    private static final int JPEG_TABLES = 347;

    private static final int MAX_SAMPLES = 8;
    private static final int MAX_PIECES = 65_536;
    private static final long JPEG = 7;

    /// What a JPEG begins with. If a piece began with something else, the JDK would read that as
    /// part of the shared tables.
    private static final int JPEG_START = 0xffd8;

    /// None, the three fax codes, LZW, JPEG, deflate (two numbers) and PackBits.
    private static final Set<Long> COMPRESSIONS =
            Set.of(1L, 2L, 3L, 4L, 5L, JPEG, 8L, 32_773L, 32_946L);

    private static final Set<Long> BITS_READ = Set.of(1L, 2L, 4L, 8L, 16L);

    private static final long GREY = 1;

    /// White is zero, black is zero, RGB, palette and CMYK.
    private static final Set<Long> PHOTOMETRICS = Set.of(0L, GREY, 2L, 3L, 5L);

    /// Black is zero, RGB and luminance with chrominances; the JDK garbles the others.
    private static final Set<Long> JPEG_PHOTOMETRICS = Set.of(GREY, 2L, 6L);

    void require(ImageLimits limits) throws RefusedImageException {
        long width = directory.valueOr(WIDTH, 0);
        long height = directory.valueOr(HEIGHT, 0);
        limits.requireSize(width, height);
        requireSamples();
        requireColours();
        if (!directory.has(TILE_OFFSETS)) {
            requireNoTiles();
            long rows = Math.min(directory.valueOr(STRIP_ROWS, height), height);
            requirePieces(limits, width, rows, pieces(height, rows), STRIP_OFFSETS, STRIP_BYTES);
            return;
        }
        long tileWidth = directory.valueOr(TILE_WIDTH, 0);
        long tileHeight = directory.valueOr(TILE_HEIGHT, 0);
        limits.requireSize(tileWidth, tileHeight);
        long tiles = pieces(width, tileWidth) * pieces(height, tileHeight);
        requirePieces(limits, tileWidth, tileHeight, tiles, TILE_OFFSETS, TILE_BYTES);
    }

    /// The JDK prefers the tags of tiles, one by one, to those of strips; so a file of strips must
    /// have none of them.
    private void requireNoTiles() throws RefusedImageException {
        for (int tag : new int[] {TILE_WIDTH, TILE_HEIGHT, TILE_BYTES}) {
            if (directory.has(tag)) {
                throw RefusedImageException.undecodable(
                        "the TIFF has tag %d, which it must not have without tag %d"
                                .formatted(tag, TILE_OFFSETS));
            }
        }
    }

    private void requireSamples() throws RefusedImageException {
        long samples = directory.valueOr(SAMPLES, 1);
        if (samples < 1 || samples > MAX_SAMPLES) {
            throw RefusedImageException.undecodable(
                    "the TIFF has %d samples a pixel, must be from 1 to %d"
                            .formatted(samples, MAX_SAMPLES));
        }
        long first = directory.valueOr(BITS, 1);
        for (int i = 0; i < directory.count(BITS); i++) {
            long bits = directory.value(BITS, i);
            if (!BITS_READ.contains(bits) || bits != first) {
                throw RefusedImageException.unsupported(
                        "the TIFF has %d bits a sample, only 1, 2, 4, 8 and 16, the same for all,"
                                        .formatted(bits)
                                + " are read");
            }
        }
        long format = directory.valueOr(SAMPLE_FORMAT, 1);
        if (format != 1) {
            throw RefusedImageException.unsupported(
                    "the TIFF has samples of format %d, only 1 (unsigned numbers) is read"
                            .formatted(format));
        }
    }

    private void requireColours() throws RefusedImageException {
        long compression = directory.valueOr(COMPRESSION, 1);
        if (!COMPRESSIONS.contains(compression)) {
            throw RefusedImageException.unsupported(
                    "the TIFF has compression %d, which is not read".formatted(compression));
        }
        long photometric = directory.valueOr(PHOTOMETRIC, 1);
        long samples = directory.valueOr(SAMPLES, 1);
        Set<Long> read = compression == JPEG ? JPEG_PHOTOMETRICS : PHOTOMETRICS;
        boolean paired = compression != JPEG || samples == (photometric == GREY ? 1 : 3);
        if (!read.contains(photometric) || !paired) {
            throw RefusedImageException.unsupported(
                    "the TIFF has %d samples of colour kind %d and compression %d, which are not read"
                            .formatted(samples, photometric, compression));
        }
    }

    /// Requires each strip or tile to lie in the file, and if JPEG, to be as small as it should.
    ///
    /// Pieces that overlap would be walked and decoded again and again, so together they must not
    /// be longer than the file.
    private void requirePieces(
            ImageLimits limits, long width, long height, long pieces, int offsets, int counts)
            throws RefusedImageException {
        long planes = directory.valueOr(PLANES, 1) == 2 ? directory.valueOr(SAMPLES, 1) : 1;
        if (pieces * planes > MAX_PIECES) {
            throw RefusedImageException.undecodable(
                    "the TIFF has %d pieces, at most %d are accepted"
                            .formatted(pieces * planes, MAX_PIECES));
        }
        int stated = directory.count(offsets);
        if (stated != pieces * planes || directory.count(counts) != stated) {
            throw RefusedImageException.undecodable(
                    "the TIFF has %d pieces, must have %d".formatted(stated, pieces * planes));
        }
        boolean jpeg = directory.valueOr(COMPRESSION, 1) == JPEG;
        if (jpeg && directory.has(JPEG_TABLES)) {
            new JpegTables(directory.opaque(JPEG_TABLES)).require();
        }
        long total = 0;
        for (int i = 0; i < stated; i++) {
            Bytes data = directory.data(directory.value(offsets, i), directory.value(counts, i));
            total += data.length();
            if (total > directory.fileLength()) {
                throw RefusedImageException.undecodable(
                        "the TIFF has pieces of %d bytes or more, must have at most its %d"
                                .formatted(total, directory.fileLength()));
            }
            if (jpeg) {
                requireJpeg(limits, data, width, height);
            }
        }
    }

    private static void requireJpeg(ImageLimits limits, Bytes data, long width, long height)
            throws RefusedImageException {
        if (data.shortAt(0) != JPEG_START) {
            throw RefusedImageException.undecodable(
                    "the TIFF has a JPEG piece that starts with %04x, must start with %04x"
                            .formatted(data.shortAt(0), JPEG_START));
        }
        JpegSegments segments = new JpegSegments(data);
        JpegFrame frame = segments.frame();
        limits.requireScans(segments.scans(), (long) frame.width() * frame.height());
        if (frame.width() > width || frame.height() > height) {
            throw RefusedImageException.undecodable(
                    "the TIFF has a piece of %d x %d pixels, must be at most %d x %d"
                            .formatted(frame.width(), frame.height(), width, height));
        }
    }

    private static long pieces(long whole, long part) throws RefusedImageException {
        if (part <= 0) {
            throw RefusedImageException.undecodable(
                    "the TIFF has pieces of %d pixels, must have some".formatted(part));
        }
        return (whole + part - 1) / part;
    }
}
