/// A residual network as a value: stem, stages of blocks, head, with the names and shapes of their
/// tensors.
///
/// Its doors are [ResNet], inferred from a checkpoint's names and shapes, and its parts [Stem],
/// [Stage], [Block], [Shortcut], [Head], and the [Layer]s within them: [Convolution], with its
/// [Normalisation], and [Pooling]. A block may have an [Attention]. [ResNetOptions] say what the
/// tensors do not: the [StrideOrder] that bottlenecks follow, [Downsampling] and [StemPooling]. A
/// [StageSummary] tells what a part takes and gives.
@NullMarked
package io.sightline.resnet;

import org.jspecify.annotations.NullMarked;
