package io.sightline.image;

import java.nio.ByteOrder;

/// How stored pixels lie in the upright image: EXIF's eight cases, numbered 1 to 8.
///
/// @param value EXIF's number
record ExifOrientation(int value) {

    static final ExifOrientation UPRIGHT = new ExifOrientation(1);

    private static final int TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final int TYPE_SHORT = 3;

    /// Reads the orientation from `tiff`, EXIF data that starts at its byte order mark.
    ///
    /// Data that is damaged or states none means upright: the image itself may well be sound.
    static ExifOrientation in(Bytes tiff) {
        try {
            Bytes data =
                    tiff.in(tiff.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = data.intAt(4);
            int entries = data.shortAt(directory);
            for (int i = 0; i < entries; i++) {
                int entry = Math.addExact(directory + 2, i * ENTRY_BYTES);
                if (data.shortAt(entry) == TAG && data.shortAt(entry + 2) == TYPE_SHORT) {
                    return of(data.shortAt(entry + 8));
                }
            }
            return UPRIGHT;
        } catch (RefusedImageException | ArithmeticException _) {
            return UPRIGHT;
        }
    }

    /// The orientation numbered `value`; upright if there is none of that number.
    static ExifOrientation of(int value) {
        return value >= 1 && value <= 8 ? new ExifOrientation(value) : UPRIGHT;
    }

    /// Whether rows of the upright image are columns of the stored one.
    boolean swapsSides() {
        return value >= 5;
    }

    /// Whether the upright image's rows run against the stored rows (or columns, if swapped).
    boolean reversesRows() {
        return value == 3 || value == 4 || value == 7 || value == 8;
    }

    /// Whether the upright image's columns run against the stored columns (or rows, if swapped).
    boolean reversesColumns() {
        return value == 2 || value == 3 || value == 6 || value == 7;
    }
}
