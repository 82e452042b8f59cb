package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;

/// One entry of a directory, of TIFF or of EXIF: a tag, and its values or where they stand.
///
/// @param file what positions are counted in, with its numbers in the directory's byte order
/// @param at where the entry stands
public record TiffField(Bytes file, int at) {

    /// Length of an entry.
    public static final int BYTES = 12;

    private static final int VALUE_AT = 8;
    private static final int VALUE_BYTES = 4;

    /// The entry at `at`, all of which lies in the file.
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

    /// How many values there are, as the entry says; not yet trusted.
    public long count() throws RefusedImageException {
        return file.unsignedIntAt(at + 4);
    }

    /// The values, in the entry itself or elsewhere in the file.
    ///
    /// @throws RefusedImageException if they do not lie in the file
    public Bytes values() throws RefusedImageException {
        long size = count() * unit(type());
        long from = size <= VALUE_BYTES ? at + VALUE_AT : file.unsignedIntAt(at + VALUE_AT);
        return file.slice(
                (int) Math.min(from, Integer.MAX_VALUE), (int) Math.min(size, Integer.MAX_VALUE));
    }

    /// Value `index` as a number, whatever its type; NaN if the type is of no numbers.
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

    /// Bytes of one value of `type`; 0 if there is no such type.
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
