package io.sightline.image.format;

import io.sightline.image.pixels.Orientation;
import io.sightline.image.pixels.RefusedImageException;
import java.nio.ByteOrder;

/// Reads the orientation that a camera noted in an image's EXIF data.
final class ExifOrientation {

    private static final int TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final int TYPE_SHORT = 3;

    private ExifOrientation() {}

    /// Reads the orientation from `tiff`, EXIF data that starts at its byte order mark.
    ///
    /// Data that is damaged or states none means upright: the image itself may well be sound.
    static Orientation in(Bytes tiff) {
        try {
            Bytes data =
                    tiff.in(tiff.has(0, "II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = data.intAt(4);
            int entries = data.shortAt(directory);
            for (int i = 0; i < entries; i++) {
                int entry = Math.addExact(directory + 2, i * ENTRY_BYTES);
                if (data.shortAt(entry) == TAG && data.shortAt(entry + 2) == TYPE_SHORT) {
                    return Orientation.of(data.shortAt(entry + 8));
                }
            }
            return Orientation.UPRIGHT;
        } catch (RefusedImageException | ArithmeticException _) {
            return Orientation.UPRIGHT;
        }
    }
}
