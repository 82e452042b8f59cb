/// Decoded pixels as rows, whatever file they came from, and why an upload has none.
///
/// The doors are [io.sightline.image.pixels.PixelRows] and its forms, and
/// [io.sightline.image.pixels.Rejection].
@NullMarked
package io.sightline.image.pixels;

import org.jspecify.annotations.NullMarked;
