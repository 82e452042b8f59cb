/// A residual network as a value: stem, stages of blocks, head, with the names and shapes of their
/// tensors.
///
/// The door is [io.sightline.resnet.ResNet], inferred from a checkpoint's names and shapes.
@NullMarked
package io.sightline.resnet;

import org.jspecify.annotations.NullMarked;
