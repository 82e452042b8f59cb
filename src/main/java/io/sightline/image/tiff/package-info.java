/// The reading of TIFF: a directory by the values of its fields, the layout that they agree on, and
/// the rows that are unpacked by it.
///
/// It has no doors: the reader of TIFF alone uses it.
@NullMarked
package io.sightline.image.tiff;

import org.jspecify.annotations.NullMarked;
