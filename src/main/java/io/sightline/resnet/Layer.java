package io.sightline.resnet;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A step from one feature map to the next: a [Convolution] or a [Pooling].
public sealed interface Layer permits Convolution, Pooling {

    /// The side of the output for an input of `side` pixels a side.
    int outputSide(int side);

    /// Multiplications and additions for an input of `side` pixels a side.
    long operations(int side);

    /// The convolutions among `layers`.
    static Stream<Convolution> convolutions(List<? extends Layer> layers) {
        return layers.stream().filter(Convolution.class::isInstance).map(Convolution.class::cast);
    }

    /// The side of what the last of `layers` puts out.
    static int outputSide(List<? extends Layer> layers, int side) {
        int current = side;
        for (Layer layer : layers) {
            current = layer.outputSide(current);
        }
        return current;
    }

    /// The operations of all `layers`, one after the other.
    static long operations(List<? extends Layer> layers, int side) {
        long operations = 0;
        int current = side;
        for (Layer layer : layers) {
            operations += layer.operations(current);
            current = layer.outputSide(current);
        }
        return operations;
    }

    /// For example `[7x7, 3 → 64, /2] [max-pool 3x3, /2]`.
    static String text(List<? extends Layer> layers) {
        return layers.stream().map("[%s]"::formatted).collect(Collectors.joining(" "));
    }
}
