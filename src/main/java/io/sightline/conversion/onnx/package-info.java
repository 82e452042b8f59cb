/// Turns ONNX graphs of residual networks into checkpoints.
///
/// Names in a graph are free and most exporters fold the batch normalisations away, so a network is
/// recognised by walking from its image to its output: a stem, blocks whose two paths meet in a
/// sum, a mean and a fully connected layer. What is found gets torchvision's and timm's names, is
/// inferred like any checkpoint, and each layer's strides, paddings and groups are then held
/// against those that stand in the graph. What does not fit is refused by the operator's name.
///
/// [OnnxConversion] gives an [OnnxNetwork].
@NullMarked
package io.sightline.conversion.onnx;

import org.jspecify.annotations.NullMarked;
