package io.sightline.image.format;

import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The first directory of a TIFF file: what it says of the one image that is read.
final class TiffDirectory {

    private static final int ENTRY_BYTES = 12;
    private static final int TYPE_SHORT = 3;
    private static final int TYPE_LONG = 4;
    private static final int TYPE_UNDEFINED = 7;

    /// Sizes and places of the image, of strips and of tiles: the tags that may be of 32 bits. The
    /// JDK silently passes over a tag of any other type than it expects, and gives wrong pixels.
    private static final Set<Integer> LONG_TAGS =
            Set.of(256, 257, 273, 278, 279, 322, 323, 324, 325);

    private final Bytes bytes;

    /// Where the entry of each tag stands.
    private final Map<Integer, Integer> entries = new HashMap<>();

    TiffDirectory(byte[] upload) throws RefusedImageException {
        Bytes raw = Bytes.of(upload);
        this.bytes = raw.in(raw.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int start = bytes.intAt(4);
        int count = bytes.shortAt(start);
        for (int i = 0; i < count; i++) {
            index(start + 2 + i * ENTRY_BYTES);
        }
    }

    /// Bytes of the whole file.
    int fileLength() {
        return bytes.length();
    }

    /// Whether there is an entry for `tag`, even one without values.
    boolean has(int tag) {
        return entries.containsKey(tag);
    }

    /// The first value of `tag`, or `absent` if there is no such entry.
    long valueOr(int tag, long absent) throws RefusedImageException {
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
        if (type != TYPE_SHORT && !(type == TYPE_LONG && LONG_TAGS.contains(tag))) {
            throw mistyped(tag, type);
        }
        int size = type == TYPE_LONG ? 4 : 2;
        boolean inPlace = (long) size * count(tag) <= 4;
        long at = (inPlace ? entry + 8 : bytes.unsignedIntAt(entry + 8)) + (long) index * size;
        int position = (int) Math.min(at, Integer.MAX_VALUE);
        return size == 2 ? bytes.shortAt(position) : bytes.unsignedIntAt(position);
    }

    /// The bytes that are the value of `tag`, which must be there.
    Bytes opaque(int tag) throws RefusedImageException {
        int entry = entry(tag);
        int type = bytes.shortAt(entry + 2);
        if (type != TYPE_UNDEFINED) {
            throw mistyped(tag, type);
        }
        int count = count(tag);
        return data(count <= 4 ? entry + 8 : bytes.unsignedIntAt(entry + 8), count);
    }

    /// The part of the file from `from` on, most significant byte first.
    Bytes data(long from, long length) throws RefusedImageException {
        if (from > bytes.length() || length > bytes.length()) {
            throw RefusedImageException.undecodable("image is truncated");
        }
        return bytes.in(ByteOrder.BIG_ENDIAN).slice((int) from, (int) length);
    }

    /// If a tag had two entries, a decoder might believe the other one.
    private void index(int at) throws RefusedImageException {
        int tag = bytes.shortAt(at);
        if (entries.putIfAbsent(tag, at) != null) {
            throw RefusedImageException.undecodable(
                    "the TIFF has tag %d twice, must have it once".formatted(tag));
        }
    }

    private static RefusedImageException mistyped(int tag, int type) {
        return RefusedImageException.undecodable(
                "tag %d of the TIFF has type %d, which it must not have".formatted(tag, type));
    }

    private int entry(int tag) {
        return entries.getOrDefault(tag, -1);
    }
}
