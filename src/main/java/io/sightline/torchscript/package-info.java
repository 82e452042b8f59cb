/// Compiles a residual network to a program for PyTorch: batch normalisation is folded into the
/// convolutions, and the layers are written as one straight-line TorchScript archive, in float32,
/// bfloat16 or 8-bit integers.
///
/// The door is [io.sightline.torchscript.TorchScriptArchive].
@NullMarked
package io.sightline.torchscript;

import org.jspecify.annotations.NullMarked;
