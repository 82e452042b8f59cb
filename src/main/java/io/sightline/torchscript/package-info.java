/// Compiles a residual network to a program for PyTorch: batch normalisation is folded into the
/// convolutions, and the layers are written as one straight-line TorchScript archive, in float32,
/// bfloat16 or 8-bit integers.
///
/// Its doors are [TorchScriptArchive] and what it is written for: a [Precision], of which 8 bits
/// need an [ActivationRange] for each activation; a [Fusion]; and an [Observation] that measures
/// those ranges.
@NullMarked
package io.sightline.torchscript;

import org.jspecify.annotations.NullMarked;
