package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.header.CameraNotes;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.OrientedRows;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RasterRows;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Scratch;
import io.sightline.image.tiff.TiffCompression;
import io.sightline.image.tiff.TiffDirectory;
import io.sightline.image.tiff.TiffHead;
import io.sightline.image.tiff.TiffLayout;
import io.sightline.image.tiff.TiffRows;
import io.sightline.image.tiff.TiffTag;
import io.sightline.image.tiff.TiffUnpacking;
import java.awt.image.BufferedImage;
import java.io.IOException;

/// The first image of a TIFF file: bilevel, grey, palette, RGB or CMYK.
///
/// Pixels that are plain, or packed by LZW, deflate or PackBits, are unpacked here; of JPEG and
/// telefax the JDK decodes the strips or tiles. A TIFF's orientation is part of the format and no
/// camera's note, so it always applies.
final class TiffFile implements ImageFile {

    private final TiffDirectory directory;
    private final TiffLayout layout;
    private final byte[] upload;
    private final ImageReaders readers;

    private TiffFile(
            TiffDirectory directory, TiffLayout layout, byte[] upload, ImageReaders readers) {
        this.directory = directory;
        this.layout = layout;
        this.upload = upload;
        this.readers = readers;
    }

    static TiffFile inspect(byte[] upload, ImageLimits limits, ImageReaders readers)
            throws RefusedImageException {
        TiffDirectory directory = new TiffDirectory(upload);
        return new TiffFile(directory, TiffLayout.of(directory, limits), upload, readers);
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    /// What is unpacked here takes its planes and one piece. The JDK decodes a piece beside the
    /// picture, and of a JPEG it may hold coefficients of two bytes outside the heap.
    @Override
    public Footprint footprint() {
        long picture = (long) layout.rowBytes(layout.width()) * layout.height() * layout.planes();
        long pieceWidth = Math.min(layout.pieces().width(), layout.width());
        long pieceHeight = Math.min(layout.pieces().height(), layout.height());
        long piece = (long) layout.rowBytes((int) pieceWidth) * pieceHeight;
        long coefficients =
                layout.compression() == TiffCompression.JPEG
                        ? 2 * pieceWidth * pieceHeight * layout.colours().samples()
                        : 0;
        return new Footprint(coefficients, 2L * upload.length + picture + 2 * piece);
    }

    @Override
    public PixelRows decode() throws IOException {
        return OrientedRows.of(stored(), stated(), new Scratch());
    }

    private PixelRows stored() throws IOException {
        return switch (layout.compression()) {
            case FAX -> new RasterRows(decoded().getRaster(), layout.colours().colours(directory));
            case JPEG -> RasterRows.of(decoded());
            case NONE, LZW, DEFLATE, PACK_BITS ->
                    new TiffRows(
                            layout,
                            layout.colours().colours(directory),
                            new TiffUnpacking(layout).planes());
        };
    }

    private BufferedImage decoded() throws IOException {
        byte[] head = TiffHead.of(directory, layout);
        return readers.read(ImageFormat.TIFF, new UploadStream(head, upload, 0, upload.length));
    }

    private Orientation stated() throws RefusedImageException {
        CameraNotes notes = new CameraNotes();
        notes.takeExif(Bytes.of(upload));
        if (directory.has(TiffTag.XMP)) {
            notes.takeXmp(directory.opaque(TiffTag.XMP));
        }
        return notes.orientation();
    }
}
