/// The file formats of images: a header is read and checked before anything is allocated for
/// pixels, then the file's rows are decoded.
///
/// The door is [io.sightline.image.format.ImageFile]; [io.sightline.image.header.ImageLimits]
/// bounds it, a [io.sightline.image.format.Workbench] is what a decoding thread works with.
@NullMarked
package io.sightline.image.format;

import org.jspecify.annotations.NullMarked;
