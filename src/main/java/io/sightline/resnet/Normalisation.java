package io.sightline.resnet;

/// What a convolution's output goes through before anything else reads it.
public sealed interface Normalisation {

    /// What a normalisation adds to a variance: PyTorch's default, which torchvision's and timm's
    /// networks keep.
    double EPSILON = 1e-5;

    /// Batch normalisation with the statistics of the training.
    ///
    /// @param name the tensor prefix, for example `layer1.0.bn1`
    record Batch(String name) implements Normalisation {}

    /// Group normalisation: each image's channels in groups, by the statistics of that group.
    ///
    /// @param name the tensor prefix, for example `layer1.0.bn1`
    /// @param groups of equally many channels
    record Group(String name, int groups) implements Normalisation {}

    /// None: the convolution has a bias of its own, as after folding.
    record Folded() implements Normalisation {}
}
