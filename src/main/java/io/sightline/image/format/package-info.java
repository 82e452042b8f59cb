/// The file formats of images: a header is read and checked before anything is allocated for
/// pixels, then the file's rows are decoded.
///
/// It has no doors: the preprocessor alone uses it, through `ImageFile` and the `DecoderResources`
/// that each decoding thread works with.
@NullMarked
package io.sightline.image.format;

import org.jspecify.annotations.NullMarked;
