/// From rows of pixels to the square that a network sees: resized with Pillow's arithmetic, cropped
/// at the centre, normalised.
///
/// The doors are [io.sightline.image.resize.Preprocessing], what a model wants,
/// [io.sightline.image.resize.Resampler], which does it row by row, and
/// [io.sightline.image.resize.ImageTensor], the result.
@NullMarked
package io.sightline.image.resize;

import org.jspecify.annotations.NullMarked;
