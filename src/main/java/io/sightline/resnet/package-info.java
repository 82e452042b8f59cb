/// From named tensors to a program the engine can run: checkpoints are read, the architecture is
/// inferred from names and shapes, batch normalisation is folded into the convolutions, and the
/// network is written as a straight-line TorchScript archive.
///
/// The way in is [Checkpoint], the value in the middle [ResNet], the way out [TorchScriptArchive].
@NullMarked
package io.sightline.resnet;

import org.jspecify.annotations.NullMarked;
