package io.sightline.image.tiff;

import io.sightline.image.header.Bytes;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Rejection;
import java.nio.ByteOrder;

/// Decompresses a TIFF image's strips or tiles and joins them to rows.
///
/// @param layout how they are stored
public record TiffUnpacking(TiffLayout layout) {

    /// The maximum length of a plane, just below that of the longest Java array.
    private static final long MAX_PLANE_BYTES = Integer.MAX_VALUE - 8;

    /// The rows of each plane.
    public byte[][] planes() throws RefusedImageException {
        long bytes = (long) layout.rowBytes(layout.width()) * layout.height();
        if (bytes > MAX_PLANE_BYTES) {
            throw new RefusedImageException(
                    Rejection.TOO_LARGE, "image needs more memory to decode than there is");
        }
        byte[][] planes = new byte[layout.planes()][];
        for (int i = 0; i < planes.length; i++) {
            planes[i] =
                    layout.pieces().kind() == TiffPieces.Kind.TILES
                            ? tiles(i, (int) bytes)
                            : strips(i, (int) bytes);
        }
        return planes;
    }

    private byte[] strips(int plane, int bytes) throws RefusedImageException {
        TiffPieces pieces = layout.pieces();
        byte[] rows = new byte[bytes];
        int stripBytes = layout.rowBytes(layout.width()) * pieces.height();
        int strips = Math.ceilDiv(layout.height(), pieces.height());
        for (int i = 0; i < strips; i++) {
            int from = i * stripBytes;
            int length = Math.min(stripBytes, bytes - from);
            unpack(pieces.data().get(plane * strips + i), rows, from, length);
        }
        return rows;
    }

    private byte[] tiles(int plane, int bytes) throws RefusedImageException {
        TiffPieces pieces = layout.pieces();
        byte[] rows = new byte[bytes];
        int rowBytes = layout.rowBytes(layout.width());
        int tileRowBytes = layout.rowBytes(pieces.width());
        byte[] tile = new byte[Math.multiplyExact(tileRowBytes, pieces.height())];
        int down = Math.ceilDiv(layout.height(), pieces.height());
        for (int i = 0; i < pieces.across() * down; i++) {
            int index = plane * pieces.across() * down + i;
            unpack(pieces.data().get(index), tile, 0, tile.length);
            int left = i % pieces.across() * tileRowBytes;
            int top = i / pieces.across() * pieces.height();
            int inside = Math.min(tileRowBytes, rowBytes - left);
            for (int y = 0; y < Math.min(pieces.height(), layout.height() - top); y++) {
                System.arraycopy(tile, y * tileRowBytes, rows, (top + y) * rowBytes + left, inside);
            }
        }
        return rows;
    }

    private void unpack(Bytes piece, byte[] target, int from, int length)
            throws RefusedImageException {
        byte[] stored = piece.toArray();
        if (layout.bitsReversed()) {
            for (int i = 0; i < stored.length; i++) {
                stored[i] = (byte) (Integer.reverse(stored[i]) >>> 24);
            }
        }
        layout.compression().unpack(stored, target, from, length);
        if (layout.differences()) {
            int rowBytes = layout.rowBytes(layout.pieces().width());
            for (int row = from; row < from + length; row += rowBytes) {
                addUp(target, row, row + rowBytes);
            }
        }
    }

    /// Undoes the differences: adds to each sample of a row the one of the pixel to its left.
    private void addUp(byte[] target, int from, int end) {
        int samples = layout.planeSamples();
        if (layout.colours().bits() == 8) {
            for (int i = from + samples; i < end; i++) {
                target[i] += target[i - samples];
            }
            return;
        }
        int low = layout.order() == ByteOrder.BIG_ENDIAN ? 1 : 0;
        for (int i = from + 2 * samples; i < end; i += 2) {
            int left = i - 2 * samples;
            int sum = (target[i + low] & 0xff) + (target[left + low] & 0xff);
            target[i + low] = (byte) sum;
            target[i + 1 - low] += (byte) (target[left + 1 - low] + (sum >> 8));
        }
    }
}
