package io.sightline.image.header;

import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;
import java.util.OptionalInt;

/// The reading of an orientation from EXIF data, as Pillow's `exif_transpose` does it.
final class ExifOrientation {

    private static final String HEAD = "Exif\0\0";
    private static final int TAG = 0x0112;
    private static final int BYTE = 1;
    private static final int NONE = 0;

    private ExifOrientation() {}

    /// The number that `block` states as orientation, which need be none that there is; empty if it
    /// states none.
    ///
    /// Damage is no refusal, for the picture itself may well be sound: what stands before it
    /// counts. Data that is no directory at all states none that there is, so XMP has no say then,
    /// as in Pillow. Numbers of every type count but bytes, which Pillow takes for text; of several
    /// entries the last counts.
    ///
    /// @param block a directory in the form of a TIFF file, with or without the head that JPEG puts
    ///   before it
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

    /// Whether `data` starts as a TIFF file does, or with the mark's bytes the other way round.
    private static boolean isDirectory(Bytes data) {
        return data.has(0, "II*\0")
                || data.has(0, "II\0*")
                || data.has(0, "MM\0*")
                || data.has(0, "MM*\0");
    }
}
