package io.sightline.resnet;

/// What comes before the first block: one convolution, and for large images a 3x3 max-pooling of
/// stride 2.
///
/// @param convolution 7x7 with stride 2 for ImageNet, 3x3 with stride 1 for CIFAR-10
/// @param pooled whether the pooling follows
public record Stem(Convolution convolution, boolean pooled) {

    int outputSide(int side) {
        int convolved = convolution.outputSide(side);
        return pooled ? (convolved - 1) / 2 + 1 : convolved;
    }
}
