package io.sightline.resnet;

/// Whether the stem ends in a pooling. Names and shapes of the tensors do not tell.
public enum StemPooling {
    /// It does unless its only convolution is 3x3, which is CIFAR-10's stem.
    AS_STEM,
    /// It does, whatever the kernel.
    MAX,
    /// It does not.
    NONE
}
