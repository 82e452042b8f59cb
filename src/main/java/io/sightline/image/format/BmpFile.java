package io.sightline.image.format;

import io.sightline.image.header.Bytes;
import io.sightline.image.header.ImageLimits;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.PixelRows;
import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;

/// A BMP file of 1, 4, 8, 16, 24 or 32 bits a pixel, plain, run-length coded or with bit masks.
///
/// It is read where it stands, by its pixels and colours alone: what it says of its own size, of
/// planes and of profiles (which may be a path on this machine) is not needed.
final class BmpFile implements ImageFile {

    private final BmpHeader header;
    private final Bytes bytes;

    private BmpFile(BmpHeader header, Bytes bytes) {
        this.header = header;
        this.bytes = bytes;
    }

    static BmpFile inspect(byte[] upload, ImageLimits limits) throws RefusedImageException {
        Bytes bytes = Bytes.of(upload).in(ByteOrder.LITTLE_ENDIAN);
        BmpHeader header = BmpHeader.in(bytes, limits);
        BmpFile file = new BmpFile(header, bytes);
        long end = header.pixels() + (long) file.rowBytes() * header.height();
        if (!header.runs() && end > bytes.length()) {
            throw RefusedImageException.undecodable("image is truncated");
        }
        return file;
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    /// Plain pixels are read where they stand; run lengths are unpacked.
    @Override
    public Footprint footprint() {
        long unpacked = header.runs() ? (long) header.width() * header.height() : 0;
        return new Footprint(0, bytes.length() + unpacked);
    }

    @Override
    public PixelRows decode() throws RefusedImageException {
        BmpRows rows = header.runs() ? unpacked() : plain();
        rows.requireColours();
        return rows;
    }

    private BmpRows plain() throws RefusedImageException {
        BmpMasks masks = BmpMasks.in(bytes, header);
        return rows(bytes, header.pixels(), header.bits(), rowBytes(), masks);
    }

    private BmpRows unpacked() throws RefusedImageException {
        Bytes indices = Bytes.of(new BmpRuns(bytes, header).indices());
        return rows(indices, 0, 8, header.width(), BmpMasks.in(bytes, header));
    }

    private BmpRows rows(Bytes source, int from, int bits, int rowBytes, BmpMasks masks)
            throws RefusedImageException {
        return new BmpRows(
                source,
                from,
                header.width(),
                header.height(),
                bits,
                rowBytes,
                header.topDown(),
                new BmpPalette(bytes, header),
                masks);
    }

    /// Bytes of a stored row, which is filled up to four.
    private int rowBytes() {
        return (int) (((long) header.width() * header.bits() + 31) / 32 * 4);
    }
}
