/// Decoded pixels as rows, whatever file they came from, and why an upload has none.
///
/// Its doors are [Rejection], why an upload has no pixels, and [Footprint], the memory that
/// decoding them takes; rows of pixels stay within `image`.
@NullMarked
package io.sightline.image.pixels;

import org.jspecify.annotations.NullMarked;
