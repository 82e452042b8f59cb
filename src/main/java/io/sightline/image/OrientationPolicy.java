package io.sightline.image;

/// What becomes of the orientation that a camera notes in an image's EXIF data.
public enum OrientationPolicy {
    /// The image is turned upright first, as a viewer shows it.
    APPLY,
    /// The pixels are taken as they are stored, as torchvision's own loader does.
    IGNORE
}
