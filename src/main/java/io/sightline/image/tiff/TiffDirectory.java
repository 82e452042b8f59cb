package io.sightline.image.tiff;

import io.sightline.image.header.Bytes;
import io.sightline.image.header.TiffField;
import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/// The first directory of a TIFF file, which describes the image that is read.
///
/// A number may have 8, 16 or 32 bits for any tag; only its value matters.
public final class TiffDirectory {

    private static final int TYPE_BYTE = 1;
    private static final int TYPE_TEXT = 2;
    private static final int TYPE_SHORT = 3;
    private static final int TYPE_LONG = 4;
    private static final int TYPE_UNDEFINED = 7;

    private final Bytes bytes;
    private final ByteOrder order;
    private final Map<Integer, TiffField> fields = new HashMap<>();

    public TiffDirectory(byte[] upload) throws RefusedImageException {
        Bytes raw = Bytes.of(upload);
        this.order = raw.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        this.bytes = raw.in(order);
        int start = bytes.intAt(4);
        int count = bytes.shortAt(start);
        for (int i = 0; i < count; i++) {
            index(TiffField.at(bytes, start + 2 + i * TiffField.BYTES));
        }
    }

    /// The byte order of numbers, in fields and in pixels.
    ByteOrder order() {
        return order;
    }

    /// The length of the whole file, in bytes.
    int fileLength() {
        return bytes.length();
    }

    /// Whether there is an entry for `tag`, even one without values.
    public boolean has(int tag) {
        return fields.containsKey(tag);
    }

    /// The first value of `tag`, or `absent` if there is no such entry.
    long valueOr(int tag, long absent) throws RefusedImageException {
        return count(tag) == 0 ? absent : value(tag, 0);
    }

    /// The first value of `tag`, whose entry must exist; `name` is its name in messages.
    long required(int tag, String name) throws RefusedImageException {
        if (count(tag) == 0) {
            throw RefusedImageException.unsupported(
                    "the TIFF has no tag %d (%s), must have it".formatted(tag, name));
        }
        return value(tag, 0);
    }

    /// The number of values of `tag`; 0 if there is no such entry.
    int count(int tag) throws RefusedImageException {
        TiffField field = fields.get(tag);
        if (field == null) {
            return 0;
        }
        long count = field.count();
        if (count > bytes.length()) {
            throw RefusedImageException.undecodable(
                    "the TIFF has %d values of tag %d, more than it has bytes"
                            .formatted(count, tag));
        }
        return (int) count;
    }

    /// Value `index` of `tag`, which must exist.
    long value(int tag, int index) throws RefusedImageException {
        TiffField field = field(tag);
        int type = field.type();
        if (type != TYPE_BYTE && type != TYPE_SHORT && type != TYPE_LONG) {
            throw mistyped(tag, type);
        }
        return (long) field.number(index);
    }

    /// The bytes of `tag`'s value, which must exist.
    public Bytes opaque(int tag) throws RefusedImageException {
        TiffField field = field(tag);
        int type = field.type();
        if (type != TYPE_BYTE && type != TYPE_TEXT && type != TYPE_UNDEFINED) {
            throw mistyped(tag, type);
        }
        return field.values().in(ByteOrder.BIG_ENDIAN);
    }

    /// The `length` bytes of the file from `from` on; numbers in them are big-endian.
    Bytes data(long from, long length) throws RefusedImageException {
        if (from > bytes.length() || length > bytes.length()) {
            throw RefusedImageException.undecodable("image is truncated");
        }
        return bytes.in(ByteOrder.BIG_ENDIAN).slice((int) from, (int) length);
    }

    /// Adds a field. Two entries for one tag are refused, because readers differ in which one they
    /// use.
    private void index(TiffField field) throws RefusedImageException {
        if (fields.putIfAbsent(field.tag(), field) != null) {
            throw RefusedImageException.undecodable(
                    "the TIFF has tag %d twice, must have it once".formatted(field.tag()));
        }
    }

    private TiffField field(int tag) {
        TiffField field = fields.get(tag);
        if (field == null) {
            throw new IllegalStateException("tag %d is asked for and not there".formatted(tag));
        }
        return field;
    }

    private static RefusedImageException mistyped(int tag, int type) {
        return RefusedImageException.undecodable(
                "tag %d of the TIFF has type %d, which it must not have".formatted(tag, type));
    }
}
