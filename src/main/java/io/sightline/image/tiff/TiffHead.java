package io.sightline.image.tiff;

import io.sightline.image.header.TiffField;
import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A TIFF directory written by us, for an image that the JDK decodes.
///
/// The JDK ignores a field whose type it does not expect, and then gives wrong pixels. So this
/// directory holds only fields that were checked, in the types that the JDK expects.
public final class TiffHead {

    private static final int ENTRIES_AT = 10;
    private static final short SHORT = 3;
    private static final short LONG = 4;
    private static final short UNDEFINED = 7;
    private static final int VALUE_BYTES = 4;

    private final SortedMap<Integer, Field> fields = new TreeMap<>();

    /// The values of a field, in big-endian bytes.
    private record Field(short type, int count, ByteBuffer values) {}

    private TiffHead() {}

    /// The bytes to put before the whole file.
    public static byte[] of(TiffDirectory directory, TiffLayout layout)
            throws RefusedImageException {
        TiffHead head = new TiffHead();
        TiffColours colours = layout.colours();
        boolean fax = layout.compression() == TiffCompression.FAX;
        head.put(TiffTag.WIDTH, LONG, layout.width());
        head.put(TiffTag.HEIGHT, LONG, layout.height());
        head.put(TiffTag.BITS, SHORT, repeated(colours.bits(), colours.samples()));
        head.put(TiffTag.COMPRESSION, SHORT, (int) directory.value(TiffTag.COMPRESSION, 0));
        head.put(
                TiffTag.PHOTOMETRIC,
                SHORT,
                fax ? TiffColours.BLACK_IS_ZERO : colours.photometric());
        head.put(TiffTag.FILL_ORDER, SHORT, fax && layout.bitsReversed() ? 2 : 1);
        head.put(TiffTag.SAMPLES, SHORT, colours.samples());
        if (fax) {
            head.put(
                    TiffTag.FAX_3_OPTIONS, LONG, (int) directory.valueOr(TiffTag.FAX_3_OPTIONS, 0));
            head.put(
                    TiffTag.FAX_4_OPTIONS, LONG, (int) directory.valueOr(TiffTag.FAX_4_OPTIONS, 0));
        }
        if (layout.compression() == TiffCompression.JPEG && directory.has(TiffTag.JPEG_TABLES)) {
            byte[] tables = directory.opaque(TiffTag.JPEG_TABLES).toArray();
            head.fields.put(
                    TiffTag.JPEG_TABLES,
                    new Field(UNDEFINED, tables.length, ByteBuffer.wrap(tables)));
        }
        head.putPieces(directory, layout.pieces());
        return head.bytes();
    }

    private void putPieces(TiffDirectory directory, TiffPieces pieces)
            throws RefusedImageException {
        boolean tiled = pieces.kind() == TiffPieces.Kind.TILES;
        int count = pieces.data().size();
        int[] lengths = new int[count];
        int[] offsets = new int[count];
        int tag = tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS;
        if (tiled) {
            put(TiffTag.TILE_WIDTH, LONG, pieces.width());
            put(TiffTag.TILE_HEIGHT, LONG, pieces.height());
        } else {
            put(TiffTag.STRIP_ROWS, LONG, pieces.height());
        }
        put(tag, LONG, offsets);
        put(tiled ? TiffTag.TILE_BYTES : TiffTag.STRIP_BYTES, LONG, lengths);
        int length = length();
        for (int i = 0; i < count; i++) {
            lengths[i] = pieces.data().get(i).length();
            offsets[i] = length + (int) directory.value(tag, i);
        }
        put(tag, LONG, offsets);
        put(tiled ? TiffTag.TILE_BYTES : TiffTag.STRIP_BYTES, LONG, lengths);
    }

    private void put(int tag, short type, int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * (type == SHORT ? 2 : 4));
        for (int value : values) {
            if (type == SHORT) {
                bytes.putShort((short) value);
            } else {
                bytes.putInt(value);
            }
        }
        fields.put(tag, new Field(type, values.length, bytes.flip()));
    }

    private int length() {
        int length = ENTRIES_AT + fields.size() * TiffField.BYTES + VALUE_BYTES;
        for (Field field : fields.values()) {
            int size = field.values().remaining();
            length += size > VALUE_BYTES ? size : 0;
        }
        return length;
    }

    private byte[] bytes() {
        ByteBuffer head = ByteBuffer.allocate(length());
        head.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        head.putShort((short) fields.size());
        int beyond = ENTRIES_AT + fields.size() * TiffField.BYTES + VALUE_BYTES;
        List<ByteBuffer> elsewhere = new ArrayList<>();
        for (Map.Entry<Integer, Field> entry : fields.entrySet()) {
            Field field = entry.getValue();
            int size = field.values().remaining();
            head.putShort(entry.getKey().shortValue()).putShort(field.type()).putInt(field.count());
            if (size > VALUE_BYTES) {
                head.putInt(beyond);
                elsewhere.add(field.values());
                beyond += size;
            } else {
                head.put(field.values()).put(new byte[VALUE_BYTES - size]);
            }
        }
        head.putInt(0);
        elsewhere.forEach(head::put);
        return head.array();
    }

    private static int[] repeated(int value, int count) {
        int[] values = new int[count];
        Arrays.fill(values, value);
        return values;
    }
}
