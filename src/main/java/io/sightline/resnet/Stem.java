package io.sightline.resnet;

import java.util.List;

/// What comes before the first block: one convolution or three, and for large images a pooling, or
/// a convolution in its place.
///
/// @param layers the first a convolution: 7x7 with stride 2 for ImageNet, 3x3 with stride 1 for
///   CIFAR-10, or the first of three; a ReLU follows each convolution
public record Stem(List<Layer> layers) {

    public Stem {
        layers = List.copyOf(layers);
    }

    List<Convolution> convolutions() {
        return Layer.convolutions(layers).toList();
    }

    /// Channels of the first block's input.
    int out() {
        return convolutions().getLast().out();
    }

    int outputSide(int side) {
        return Layer.outputSide(layers, side);
    }
}
