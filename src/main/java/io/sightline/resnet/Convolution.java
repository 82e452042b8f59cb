package io.sightline.resnet;

import io.sightline.checkpoint.Shape;

/// A square convolution and its normalisation.
///
/// Padded by half its kernel on each side, so that stride 1 keeps the extent of its input.
///
/// @param name the tensor prefix, for example `layer1.0.conv1`
/// @param normalisation of its output
/// @param in channels read
/// @param out channels written
/// @param kernel side of the kernel, odd
/// @param stride step between outputs, along both axes
/// @param groups divides `in` and `out`: each group of outputs reads its own group of inputs only
public record Convolution(
        String name,
        Normalisation normalisation,
        int in,
        int out,
        int kernel,
        int stride,
        int groups)
        implements Layer {

    /// A convolution of one group with a batch normalisation.
    ///
    /// @param norm the tensor prefix of the normalisation, for example `layer1.0.bn1`
    public Convolution(String name, String norm, int in, int out, int kernel, int stride) {
        this(name, new Normalisation.Batch(norm), in, out, kernel, stride, 1);
    }

    public int padding() {
        return kernel / 2;
    }

    /// Channels that each output reads.
    public int groupIn() {
        return in / groups;
    }

    public Shape weight() {
        return Shape.of(out, groupIn(), kernel, kernel);
    }

    /// The weights, and scale and shift of the normalisation or the bias.
    long parameters() {
        long behind =
                switch (normalisation) {
                    case Normalisation.Batch _, Normalisation.Group _ -> 2L * out;
                    case Normalisation.Folded _ -> out;
                };
        return weight().elements() + behind;
    }

    @Override
    public int outputSide(int side) {
        return (side - 1) / stride + 1;
    }

    @Override
    public long operations(int side) {
        long outputs = (long) outputSide(side) * outputSide(side);
        return 2L * weight().elements() * outputs;
    }

    /// For example `3x3, 64 → 64, 32 groups, /2`.
    @Override
    public String toString() {
        String parts = groups == 1 ? "" : ", %d groups".formatted(groups);
        String step = stride == 1 ? "" : ", /" + stride;
        return "%dx%d, %d → %d%s%s".formatted(kernel, kernel, in, out, parts, step);
    }
}
