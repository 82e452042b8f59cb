package io.sightline.resnet;

/// How the blocks that halve their input do so. Names and shapes of the tensors do not tell.
public enum Downsampling {
    /// A convolution has stride 2, which [StrideOrder] says where.
    STRIDED,
    /// The 3x3 convolution keeps the extent and a 2x2 mean halves it: timm's networks with `aa` in
    /// their names. It takes the place of the stem's max-pooling too.
    AVERAGE,
    /// The 3x3 convolution keeps the extent and a blur halves it: timm's networks with `blur` in
    /// their names.
    BLUR
}
