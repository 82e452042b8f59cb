package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;

/// The tables that the JPEG pieces of a TIFF file share; the decoder reads them before every piece.
///
/// They must hold tables only, because the decoder would take a frame in them for that of the
/// piece. They must end with the end marker, because the decoder looks for it from the end. end.
///
/// @param bytes a JPEG of tables only, from its start to its end marker
public record JpegTables(Bytes bytes) {

    private static final int START_OF_IMAGE = 0xd8;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int QUANTISATION_TABLES = 0xdb;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int FIRST_APPLICATION_DATA = 0xe0;
    private static final int LAST_APPLICATION_DATA = 0xef;
    private static final int COMMENT = 0xfe;

    /// The maximum length: all possible tables take less than half of this, and every piece costs
    /// this much again.
    private static final int MAX_BYTES = 8_192;

    public void require() throws RefusedImageException {
        if (bytes.length() > MAX_BYTES) {
            throw RefusedImageException.undecodable(
                    "the TIFF has JPEG tables of %d bytes, at most %d are accepted"
                            .formatted(bytes.length(), MAX_BYTES));
        }
        if (markerAt(0) != START_OF_IMAGE) {
            throw unexpected(0);
        }
        int at = 2;
        while (markerAt(at) != END_OF_IMAGE) {
            at = behindTable(at);
        }
        if (at + 2 != bytes.length()) {
            throw RefusedImageException.undecodable(
                    "the TIFF has JPEG tables of %d bytes that end at byte %d, must end at the last"
                            .formatted(bytes.length(), at + 2));
        }
    }

    private int behindTable(int at) throws RefusedImageException {
        int length = bytes.shortAt(at + 2);
        if (!isTable(markerAt(at)) || length < 2) {
            throw unexpected(at);
        }
        return at + 2 + length;
    }

    /// The second byte of the marker at `at`; 0 if there is no marker.
    private int markerAt(int at) throws RefusedImageException {
        int marker = bytes.shortAt(at);
        return marker >> 8 == 0xff ? marker & 0xff : 0;
    }

    private RefusedImageException unexpected(int at) throws RefusedImageException {
        return RefusedImageException.undecodable(
                "the TIFF has JPEG tables with %04x at byte %d, must have only tables"
                        .formatted(bytes.shortAt(at), at));
    }

    private static boolean isTable(int marker) {
        return switch (marker) {
            case HUFFMAN_TABLES, QUANTISATION_TABLES, RESTART_INTERVAL, COMMENT -> true;
            default -> marker >= FIRST_APPLICATION_DATA && marker <= LAST_APPLICATION_DATA;
        };
    }
}
