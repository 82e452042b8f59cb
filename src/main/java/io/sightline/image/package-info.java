/// From the bytes of an upload to the pixels a network sees, exactly as Pillow and torchvision make
/// them. The door is [io.sightline.image.ImagePreprocessor].
@NullMarked
package io.sightline.image;

import org.jspecify.annotations.NullMarked;
