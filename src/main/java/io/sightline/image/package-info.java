/// The way from the bytes of an upload to the pixels that a network sees, exactly as Pillow and
/// torchvision make them: decoded by a bounded pool of threads, turned upright, resized, cropped.
///
/// The door is [io.sightline.image.ImagePreprocessor], which answers with a
/// [io.sightline.image.Preparation]; [io.sightline.image.ImageProperties] are its settings.
@NullMarked
package io.sightline.image;

import org.jspecify.annotations.NullMarked;
