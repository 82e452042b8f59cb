package io.sightline.image.tiff;

import io.sightline.image.decoder.JpegColours;
import io.sightline.image.header.Bytes;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.header.JpegFrame;
import io.sightline.image.header.JpegSegments;
import io.sightline.image.header.JpegTables;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.tiff.TiffPieces.Kind;
import java.util.ArrayList;
import java.util.List;

/// Checks the strips or tiles of a TIFF file without decoding them.
///
/// @param directory the fields that say where they are
/// @param layout how they are stored
record TiffWalk(TiffDirectory directory, TiffLayout layout) {

    private static final int MAX_PIECES = 65_536;

    /// The marker that begins a JPEG. Where JPEG tables are shared, the JDK reads the first bytes
    /// of a piece as part of them, so a piece must begin with it.
    private static final int JPEG_START = 0xffd8;

    TiffPieces pieces(ImageLimits limits) throws RefusedImageException {
        if (directory.has(TiffTag.TILE_OFFSETS)) {
            requireNone(TiffTag.TILE_OFFSETS, TiffTag.STRIP_OFFSETS, TiffTag.STRIP_BYTES);
            return tiles(limits);
        }
        // Of strips and tiles some readers prefer tiles, tag by tag.
        requireNone(0, TiffTag.TILE_WIDTH, TiffTag.TILE_HEIGHT, TiffTag.TILE_BYTES);
        long rows =
                Math.min(directory.valueOr(TiffTag.STRIP_ROWS, layout.height()), layout.height());
        long strips = pieces(layout.height(), rows);
        requireCount(strips, TiffTag.STRIP_OFFSETS);
        TiffPieces shape = new TiffPieces(layout.width(), (int) rows, 1, Kind.STRIPS, List.of());
        return walk(limits, shape, TiffTag.STRIP_OFFSETS, TiffTag.STRIP_BYTES);
    }

    private TiffPieces tiles(ImageLimits limits) throws RefusedImageException {
        long width = directory.valueOr(TiffTag.TILE_WIDTH, 0);
        long height = directory.valueOr(TiffTag.TILE_HEIGHT, 0);
        limits.requireSize(width, height);
        long across = pieces(layout.width(), width);
        requireCount(across * pieces(layout.height(), height), TiffTag.TILE_OFFSETS);
        if (width * layout.planeSamples() * layout.colours().bits() % 8 != 0) {
            throw RefusedImageException.unsupported(
                    "the TIFF has value %d of tag 322 (TileWidth), only whole bytes are read"
                            .formatted(width));
        }
        TiffPieces shape =
                new TiffPieces((int) width, (int) height, (int) across, Kind.TILES, List.of());
        return walk(limits, shape, TiffTag.TILE_OFFSETS, TiffTag.TILE_BYTES);
    }

    private void requireNone(int without, int... tags) throws RefusedImageException {
        for (int tag : tags) {
            if (directory.has(tag)) {
                throw RefusedImageException.undecodable(
                        without == 0
                                ? "the TIFF has tag %d, which it must not have without tag %d"
                                        .formatted(tag, TiffTag.TILE_OFFSETS)
                                : "the TIFF has tag %d, which it must not have beside tag %d"
                                        .formatted(tag, without));
            }
        }
    }

    private void requireCount(long inPlane, int offsets) throws RefusedImageException {
        long due = inPlane * layout.planes();
        if (due > MAX_PIECES) {
            throw RefusedImageException.undecodable(
                    "the TIFF has %d pieces, at most %d are accepted".formatted(due, MAX_PIECES));
        }
        int stated = directory.count(offsets);
        if (stated != due) {
            throw RefusedImageException.undecodable(
                    "the TIFF has %d pieces, must have %d".formatted(stated, due));
        }
    }

    /// Requires each piece to lie inside the file and, if it is a JPEG, to match the layout.
    ///
    /// Overlapping pieces would be checked and decoded again and again, so the sum of their lengths
    /// must not exceed that of the file.
    private TiffPieces walk(ImageLimits limits, TiffPieces shape, int offsets, int counts)
            throws RefusedImageException {
        boolean jpeg = layout.compression() == TiffCompression.JPEG;
        if (jpeg && directory.has(TiffTag.JPEG_TABLES)) {
            new JpegTables(directory.opaque(TiffTag.JPEG_TABLES)).require();
        }
        int pieces = directory.count(offsets);
        List<Bytes> data = new ArrayList<>();
        long total = 0;
        for (int i = 0; i < pieces; i++) {
            int rows = rows(shape, i % (pieces / layout.planes()));
            long from = directory.value(offsets, i);
            Bytes piece = directory.data(from, length(shape, counts, pieces, i, rows, from));
            total += piece.length();
            if (total > directory.fileLength()) {
                throw RefusedImageException.undecodable(
                        "the TIFF has pieces of %d bytes or more, must have at most its %d"
                                .formatted(total, directory.fileLength()));
            }
            if (jpeg) {
                requireJpeg(limits, piece, shape, rows);
            }
            data.add(piece);
        }
        return new TiffPieces(shape.width(), shape.height(), shape.across(), shape.kind(), data);
    }

    /// The number of rows of piece `index` of a plane.
    private int rows(TiffPieces shape, int index) {
        return shape.kind() == Kind.TILES
                ? shape.height()
                : Math.min(shape.height(), layout.height() - index * shape.height());
    }

    /// The length of piece `index` in bytes. If none is stated, or zero, it follows from the number
    /// of its pixels or, for the only piece, from the end of the file.
    private long length(TiffPieces shape, int counts, int pieces, int index, int rows, long from)
            throws RefusedImageException {
        int stated = directory.count(counts);
        long length = index < stated ? directory.value(counts, index) : 0;
        boolean plain = layout.compression() == TiffCompression.NONE;
        if (plain && (stated == 0 || stated == pieces) && length == 0) {
            return (long) layout.rowBytes(shape.width()) * rows;
        }
        if (length == 0 && pieces == 1) {
            return Math.max(directory.fileLength() - from, 0);
        }
        if (stated != pieces) {
            throw RefusedImageException.unsupported(
                    "the TIFF has %d values of tag %d (%s), must have %d"
                            .formatted(
                                    stated,
                                    counts,
                                    shape.kind() == Kind.TILES
                                            ? "TileByteCounts"
                                            : "StripByteCounts",
                                    pieces));
        }
        return length;
    }

    private void requireJpeg(ImageLimits limits, Bytes data, TiffPieces shape, int rows)
            throws RefusedImageException {
        if (data.shortAt(0) != JPEG_START) {
            throw RefusedImageException.undecodable(
                    "the TIFF has a JPEG piece that starts with %04x, must start with %04x"
                            .formatted(data.shortAt(0), JPEG_START));
        }
        JpegSegments segments = new JpegSegments(data);
        JpegFrame frame = segments.frame();
        limits.requireScans(segments.scans(), (long) frame.width() * frame.height());
        if (frame.width() > shape.width() || frame.height() > shape.height()) {
            throw RefusedImageException.undecodable(
                    "the TIFF has a piece of %d x %d pixels, must be at most %d x %d"
                            .formatted(
                                    frame.width(), frame.height(), shape.width(), shape.height()));
        }
        if (frame.width() < shape.width() || frame.height() < rows) {
            throw RefusedImageException.undecodable(
                    "the TIFF has a piece of %d x %d pixels, must be at least %d x %d"
                            .formatted(frame.width(), frame.height(), shape.width(), rows));
        }
        if (frame.components() != layout.colours().samples()) {
            throw RefusedImageException.undecodable(
                    "the TIFF has a JPEG piece of %d components, must have %d"
                            .formatted(frame.components(), layout.colours().samples()));
        }
        requireColours(segments);
    }

    /// Requires the colours of the JPEG's own markers, which the JDK uses, to be those of the
    /// field, which other readers use.
    private void requireColours(JpegSegments segments) throws RefusedImageException {
        JpegColours due =
                switch (layout.colours().photometric()) {
                    case TiffColours.RGB -> JpegColours.RGB;
                    case TiffColours.LUMINANCE -> JpegColours.YCBCR;
                    default -> JpegColours.GREY;
                };
        if (segments.colours() != due || !segments.saysColours()) {
            throw RefusedImageException.unsupported(
                    "the TIFF has value %d of tag 262 (PhotometricInterpretation) and JPEG pieces"
                                    .formatted(layout.colours().photometric())
                            + " of other colours, which is not read");
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
