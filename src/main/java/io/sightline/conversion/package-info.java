/// Other formats and names of checkpoints, converted to torchvision's.
///
/// The door is [io.sightline.conversion.KerasResNet].
@NullMarked
package io.sightline.conversion;

import org.jspecify.annotations.NullMarked;
