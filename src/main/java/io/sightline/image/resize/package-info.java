/// From rows of pixels to the square that a network sees: resized with Pillow's arithmetic, cropped
/// at the centre, normalised.
///
/// Its doors are [Preprocessing], what a model wants, with its [Fit], [Interpolation] and
/// [Channels], and [ImageTensor], the result.
@NullMarked
package io.sightline.image.resize;

import org.jspecify.annotations.NullMarked;
