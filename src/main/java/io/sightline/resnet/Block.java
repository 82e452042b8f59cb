package io.sightline.resnet;

import java.util.List;
import java.util.stream.Stream;

/// A residual block: `H(x) = F(x) + x`, and a ReLU after the sum.
///
/// @param name what the names of its tensors begin with, for example `layer1.0`
/// @param inner the layers of `F` but for the last, a ReLU after each convolution
/// @param last the last convolution of `F`; with the others, two of 3x3 in a basic block, 1x1, 3x3
///   and 1x1 in a bottleneck
/// @param attention on the channels of `F(x)`
/// @param shortcut the `x` of the sum
public record Block(
        String name, List<Layer> inner, Convolution last, Attention attention, Shortcut shortcut) {

    public Block {
        inner = List.copyOf(inner);
    }

    /// The convolutions of `F`.
    List<Convolution> residual() {
        return Layer.convolutions(function()).toList();
    }

    /// All convolutions: those of `F`, then that of the shortcut.
    public Stream<Convolution> convolutions() {
        return Stream.concat(residual().stream(), Layer.convolutions(shortcut.projection()));
    }

    private List<Layer> function() {
        return Stream.concat(inner.stream(), Stream.of(last)).toList();
    }

    boolean bottleneck() {
        return residual().size() == 3;
    }

    int out() {
        return last.out();
    }

    int outputSide(int side) {
        return Layer.outputSide(function(), side);
    }

    /// Whether both summands have one extent, for an input of `side` pixels a side.
    boolean fits(int side) {
        return switch (shortcut) {
            case Shortcut.Projection(var layers) ->
                    Layer.outputSide(layers, side) == outputSide(side);
            case Shortcut.Identity _ -> outputSide(side) == side;
            case Shortcut.ZeroPadding(int stride, _) -> outputSide(side) == (side - 1) / stride + 1;
        };
    }

    long parameters() {
        return convolutions().mapToLong(Convolution::parameters).sum() + attention.parameters();
    }

    long operations(int side) {
        return Layer.operations(function(), side)
                + Layer.operations(shortcut.projection(), side)
                + attention.operations();
    }

    /// For example `F(x) + x, F = [3x3, 64 → 64] [3x3, 64 → 64]`.
    @Override
    public String toString() {
        String function = Layer.text(function());
        return switch (attention) {
            case Attention.None _ -> "F(x) + %s, F = %s".formatted(shortcut, function);
            case Attention.Weighing weighing ->
                    "F(x) + %s, F = %s [%s]".formatted(shortcut, function, weighing);
        };
    }
}
