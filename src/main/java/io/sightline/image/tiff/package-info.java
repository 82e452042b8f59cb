/// The reading of TIFF: a directory by the values of its fields, the layout that they agree on, and
/// the rows that are unpacked by it.
///
/// Its doors are [io.sightline.image.tiff.TiffDirectory], [io.sightline.image.tiff.TiffLayout],
/// [io.sightline.image.tiff.TiffUnpacking], [io.sightline.image.tiff.TiffRows] and, for what the
/// JDK decodes, [io.sightline.image.tiff.TiffHead].
@NullMarked
package io.sightline.image.tiff;

import org.jspecify.annotations.NullMarked;
