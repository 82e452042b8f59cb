package io.sightline.resnet;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A residual block: `H(x) = F(x) + x`, and a ReLU after the sum.
///
/// @param residual the convolutions of `F`, with a ReLU between each two: two of 3x3 in a basic
///   block, 1x1, 3x3 and 1x1 in a bottleneck
/// @param shortcut the `x` of the sum
public record Block(List<Convolution> residual, Shortcut shortcut) {

    public Block {
        residual = List.copyOf(residual);
    }

    /// What the names of its tensors begin with, for example `layer1.0`.
    public String name() {
        String first = residual.getFirst().name();
        return first.substring(0, first.lastIndexOf('.'));
    }

    Stream<Convolution> convolutions() {
        return switch (shortcut) {
            case Shortcut.Projection(Convolution projection) ->
                    Stream.concat(residual.stream(), Stream.of(projection));
            case Shortcut.Identity _, Shortcut.ZeroPadding _ -> residual.stream();
        };
    }

    int out() {
        return residual.getLast().out();
    }

    int outputSide(int side) {
        int current = side;
        for (Convolution convolution : residual) {
            current = convolution.outputSide(current);
        }
        return current;
    }

    long operations(int side) {
        long operations = 0;
        int current = side;
        for (Convolution convolution : residual) {
            operations += convolution.operations(current);
            current = convolution.outputSide(current);
        }
        return switch (shortcut) {
            case Shortcut.Projection(Convolution projection) ->
                    operations + projection.operations(side);
            case Shortcut.Identity _, Shortcut.ZeroPadding _ -> operations;
        };
    }

    /// For example `F(x) + x, F = [3x3, 64 → 64] [3x3, 64 → 64]`.
    @Override
    public String toString() {
        String function = residual.stream().map("[%s]"::formatted).collect(Collectors.joining(" "));
        return "F(x) + %s, F = %s".formatted(shortcut, function);
    }
}
