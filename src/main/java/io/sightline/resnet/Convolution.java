package io.sightline.resnet;

import io.sightline.checkpoint.Shape;

/// A square convolution without bias, followed by a batch normalisation.
///
/// Padded by half its kernel on each side, so that stride 1 keeps the extent of its input.
///
/// @param name the tensor prefix, for example `layer1.0.conv1`
/// @param norm the tensor prefix of its batch normalisation, for example `layer1.0.bn1`
/// @param in channels read
/// @param out channels written
/// @param kernel side of the kernel, odd
/// @param stride step between outputs, along both axes
public record Convolution(String name, String norm, int in, int out, int kernel, int stride) {

    /// What a batch normalisation adds to a variance: PyTorch's default, which torchvision's
    /// networks keep.
    public static final double EPSILON = 1e-5;

    public int padding() {
        return kernel / 2;
    }

    public Shape weight() {
        return Shape.of(out, in, kernel, kernel);
    }

    /// The weights, and scale and shift of the batch normalisation.
    long parameters() {
        return weight().elements() + 2L * out;
    }

    /// The side of the output for an input of `side` pixels a side.
    int outputSide(int side) {
        return (side - 1) / stride + 1;
    }

    /// Multiplications and additions for an input of `side` pixels a side.
    long operations(int side) {
        long outputs = (long) outputSide(side) * outputSide(side);
        return 2L * weight().elements() * outputs;
    }

    /// For example `3x3, 64 → 64, /2`.
    @Override
    public String toString() {
        String step = stride == 1 ? "" : ", /" + stride;
        return "%dx%d, %d → %d%s".formatted(kernel, kernel, in, out, step);
    }
}
