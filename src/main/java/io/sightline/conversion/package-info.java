/// Models of other libraries, converted: their tensors get torchvision's names, and the documents
/// beside them tell the preprocessing, the labels and what the tensors do not.
///
/// Its doors are [Conversion], which makes [Converted] of [ForeignFiles] and [Wishes].
@NullMarked
package io.sightline.conversion;

import org.jspecify.annotations.NullMarked;
