package io.sightline.image.header;

import io.sightline.image.pixels.Orientation;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The metadata of a file that may state its orientation, collected while the file is scanned.
///
/// Not thread-safe.
public final class CameraNotes {

    private @Nullable Bytes exif;
    private @Nullable Bytes profile;
    private @Nullable Bytes xmp;

    /// Takes EXIF data, which replaces earlier EXIF data.
    public void takeExif(Bytes block) {
        exif = block;
    }

    /// Takes EXIF data from a text profile, which is used if there is no other EXIF data.
    public void takeProfile(Bytes block) {
        profile = block;
    }

    /// Takes XMP, which replaces earlier XMP; it is used if EXIF states no orientation.
    public void takeXmp(Bytes packet) {
        xmp = packet;
    }

    public Orientation orientation() {
        OptionalInt stated = exifOrientation();
        if (stated.isEmpty() && xmp != null) {
            stated = XmpOrientation.in(xmp);
        }
        return Orientation.of(stated.orElse(Orientation.UPRIGHT.value()));
    }

    private OptionalInt exifOrientation() {
        if (exif != null) {
            return ExifOrientation.in(exif);
        }
        return profile == null ? OptionalInt.empty() : ExifOrientation.in(profile);
    }
}
