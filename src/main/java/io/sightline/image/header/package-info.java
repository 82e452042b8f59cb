/// What files state about their images before any decoder runs: positions in an upload, the limits
/// that a header must keep, the markers of JPEG, and orientations from metadata.
///
/// It has no doors: the readers of formats use all of it, the preprocessor `ImageLimits` alone.
@NullMarked
package io.sightline.image.header;

import org.jspecify.annotations.NullMarked;
