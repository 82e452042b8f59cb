package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;

/// One entry of a TIFF or EXIF directory: a tag, and its values or their position.
///
/// @param file the bytes that positions refer to, in the directory's byte order
/// @param at the position of the entry
public record TiffField(Bytes file, int at) {

    /// The length of an entry in bytes.
    public static final int BYTES = 12;

    private static final int VALUE_AT = 8;
    private static final int VALUE_BYTES = 4;

    /// The entry at `at`, which must lie inside the file as a whole.
    public static TiffField at(Bytes file, int at) throws RefusedImageException {
        file.slice(at, BYTES);
        return new TiffField(file, at);
    }

    public int tag() throws RefusedImageException {
        return file.shortAt(at);
    }

    public int type() throws RefusedImageException {
        return file.shortAt(at + 2);
    }

    /// The number of values that the entry states; not yet checked.
    public long count() throws RefusedImageException {
        return file.unsignedIntAt(at + 4);
    }

    /// The bytes of the values, from the entry itself or from elsewhere in the file.
    ///
    /// @throws RefusedImageException if they do not lie inside the file
    public Bytes values() throws RefusedImageException {
        long size = count() * unit(type());
        long from = size <= VALUE_BYTES ? at + VALUE_AT : file.unsignedIntAt(at + VALUE_AT);
        return file.slice(
                (int) Math.min(from, Integer.MAX_VALUE), (int) Math.min(size, Integer.MAX_VALUE));
    }

    /// Value `index` as a number, whatever its type; NaN if the type is not numeric.
    public double number(int index) throws RefusedImageException {
        Bytes values = values();
        int type = type();
        int from = index * unit(type);
        return switch (type) {
            case 1 -> values.byteAt(from);
            case 3 -> values.shortAt(from);
            case 4, 13 -> values.unsignedIntAt(from);
            case 5 -> (double) values.unsignedIntAt(from) / values.unsignedIntAt(from + 4);
            case 6 -> (byte) values.byteAt(from);
            case 8 -> (short) values.shortAt(from);
            case 9 -> values.intAt(from);
            case 10 -> (double) values.intAt(from) / values.intAt(from + 4);
            case 11 -> Float.intBitsToFloat(values.intAt(from));
            case 12 -> Double.longBitsToDouble(values.longAt(from));
            case 16 -> values.longAt(from);
            default -> Double.NaN;
        };
    }

    /// The length of one value of `type` in bytes; 0 if there is no such type.
    private static int unit(int type) {
        return switch (type) {
            case 1, 2, 6, 7 -> 1;
            case 3, 8 -> 2;
            case 4, 9, 11, 13 -> 4;
            case 5, 10, 12, 16 -> 8;
            default -> 0;
        };
    }
}
