/// Other formats and names of checkpoints, converted to torchvision's.
///
/// Its door is [KerasResNet].
@NullMarked
package io.sightline.conversion;

import org.jspecify.annotations.NullMarked;
