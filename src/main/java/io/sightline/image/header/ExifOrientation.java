package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/// Reads an orientation from EXIF data as Pillow's `exif_transpose` does.
final class ExifOrientation {

    private static final String HEAD = "Exif\0\0";
    private static final int TAG = 0x0112;
    private static final int BYTE = 1;
    private static final int NONE = 0;

    private ExifOrientation() {}

    /// The orientation that `block` states, which may be an invalid number; empty if it states
    /// none.
    ///
    /// Damaged EXIF data is no reason to refuse an image that may be sound: the entries before the
    /// damage are used. Data that is no directory at all counts as an invalid orientation, so that
    /// XMP is not asked, as in Pillow. Numbers of every type are accepted except bytes, which
    /// Pillow takes for text. Of several entries the last is used.
    ///
    /// @param block a directory in the form of a TIFF file, with or without the prefix that JPEG
    ///   puts before it
    static OptionalInt in(Bytes block) {
        OptionalInt orientation = OptionalInt.empty();
        try {
            Bytes data = behindHeads(block);
            if (data.length() == 0) {
                return orientation;
            }
            if (!isDirectory(data)) {
                return OptionalInt.of(NONE);
            }
            data = data.in(data.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int start = data.intAt(4);
            int entries = data.shortAt(start);
            for (int i = 0; i < entries; i++) {
                TiffField field = TiffField.at(data, start + 2 + i * TiffField.BYTES);
                if (field.tag() == TAG && field.count() > 0) {
                    double number = field.type() == BYTE ? Double.NaN : field.number(0);
                    orientation = OptionalInt.of(number == (int) number ? (int) number : NONE);
                }
            }
            return orientation;
        } catch (RefusedImageException _) {
            return orientation;
        }
    }

    private static Bytes behindHeads(Bytes block) throws RefusedImageException {
        int start = 0;
        while (block.has(start, HEAD)) {
            start += HEAD.length();
        }
        return block.slice(start, block.length() - start);
    }

    /// Whether `data` begins as a TIFF file does, also with the two bytes after the byte order
    /// swapped.
    private static boolean isDirectory(Bytes data) {
        return data.has(0, "II*\0")
                || data.has(0, "II\0*")
                || data.has(0, "MM\0*")
                || data.has(0, "MM*\0");
    }
}
