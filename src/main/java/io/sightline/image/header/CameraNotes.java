package io.sightline.image.header;

import io.sightline.image.pixels.Orientation;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What a file holds beside its picture that may say how the picture lies, as it is come upon.
///
/// For one thread.
public final class CameraNotes {

    private @Nullable Bytes exif;
    private @Nullable Bytes profile;
    private @Nullable Bytes xmp;

    /// Takes EXIF data, in place of what was taken before.
    public void takeExif(Bytes block) {
        exif = block;
    }

    /// Takes EXIF data from a text, which counts where there is no other.
    public void takeProfile(Bytes block) {
        profile = block;
    }

    /// Takes XMP, in place of what was taken before; it counts where EXIF states no orientation.
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
