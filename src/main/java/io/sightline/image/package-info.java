/// The way from the bytes of an upload to the pixels that a network sees, exactly as Pillow and
/// torchvision make them: decoded by a bounded pool of threads, turned upright, resized, cropped.
///
/// Its doors are [ImagePreprocessor], which answers with a [Preparation], its settings
/// [ImageProperties], and [DecodingMemory], out of which all images are decoded.
@NullMarked
package io.sightline.image;

import org.jspecify.annotations.NullMarked;
