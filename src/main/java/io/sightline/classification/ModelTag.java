package io.sightline.classification;

/// The model behind an answer.
///
/// @param name as in the URL, for example `resnet50`
/// @param architecture for example `ResNet-50 v1`
/// @param precision number format of weights and activations, for example `float32`
/// @param device for example `cpu` or `gpu:0`
public record ModelTag(String name, String architecture, String precision, String device) {}
