package io.sightline.image;

import java.nio.ByteOrder;

/// The first directory of a TIFF file: what it says of the one image that is read.
final class TiffDirectory {

    private static final int ENTRY_BYTES = 12;
    private static final int TYPE_BYTE = 1;
    private static final int TYPE_SHORT = 3;
    private static final int TYPE_LONG = 4;

    private final Bytes bytes;
    private final int start;
    private final int entries;

    TiffDirectory(byte[] upload) throws RefusedImageException {
        Bytes raw = Bytes.of(upload);
        this.bytes = raw.in(raw.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        this.start = bytes.intAt(4);
        this.entries = bytes.shortAt(start);
        bytes.slice(start, 2 + entries * ENTRY_BYTES);
    }

    /// The first value of `tag`, or `absent` if there is no such entry.
    long value(int tag, long absent) throws RefusedImageException {
        return count(tag) == 0 ? absent : value(tag, 0);
    }

    /// How many values `tag` has; 0 if there is no such entry.
    int count(int tag) throws RefusedImageException {
        int entry = entry(tag);
        if (entry < 0) {
            return 0;
        }
        int count = bytes.intAt(entry + 4);
        if (count < 0 || count > bytes.length()) {
            throw RefusedImageException.undecodable(
                    "the TIFF has %d values of tag %d, more than it has bytes"
                            .formatted(Integer.toUnsignedLong(count), tag));
        }
        return count;
    }

    /// Value `index` of `tag`, which must have that many.
    long value(int tag, int index) throws RefusedImageException {
        int entry = entry(tag);
        int type = bytes.shortAt(entry + 2);
        int size =
                switch (type) {
                    case TYPE_BYTE -> 1;
                    case TYPE_SHORT -> 2;
                    case TYPE_LONG -> 4;
                    default ->
                            throw RefusedImageException.undecodable(
                                    "tag %d of the TIFF has type %d, must be 1, 3 or 4"
                                            .formatted(tag, type));
                };
        boolean inPlace = (long) size * count(tag) <= 4;
        long at = (inPlace ? entry + 8 : bytes.unsignedIntAt(entry + 8)) + (long) index * size;
        int position = (int) Math.min(at, Integer.MAX_VALUE);
        return switch (size) {
            case 1 -> bytes.byteAt(position);
            case 2 -> bytes.shortAt(position);
            default -> bytes.unsignedIntAt(position);
        };
    }

    /// The part of the file from `from` on, most significant byte first.
    Bytes data(long from, long length) throws RefusedImageException {
        if (from > bytes.length() || length > bytes.length()) {
            throw RefusedImageException.undecodable("image is truncated");
        }
        return bytes.in(ByteOrder.BIG_ENDIAN).slice((int) from, (int) length);
    }

    private int entry(int tag) throws RefusedImageException {
        for (int i = 0; i < entries; i++) {
            int entry = start + 2 + i * ENTRY_BYTES;
            if (bytes.shortAt(entry) == tag) {
                return entry;
            }
        }
        return -1;
    }
}
