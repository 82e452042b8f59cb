package io.sightline.resnet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/// A float32 tensor that a program refers to by its number.
///
/// @param sizes extent along each dimension
/// @param strides elements between neighbours along each dimension
/// @param values the elements in the order of memory, computed when asked for, so that one tensor
///   at a time is held
record Constant(Shape sizes, List<Integer> strides, Supplier<float[]> values) {

    Constant {
        strides = List.copyOf(strides);
    }

    /// A tensor in row-major order.
    static Constant contiguous(Shape sizes, Supplier<float[]> values) {
        List<Integer> strides = new ArrayList<>();
        int stride = 1;
        for (int dimension : sizes.dimensions().reversed()) {
            strides.add(stride);
            stride *= dimension;
        }
        Collections.reverse(strides);
        return new Constant(sizes, strides, values);
    }

    /// Kernels of sizes out, in, row, column, with the input channels next to each other in memory.
    static Constant channelsLast(Shape sizes, Supplier<float[]> values) {
        int in = sizes.dimension(1);
        int columns = sizes.dimension(3);
        int kernel = in * sizes.dimension(2) * columns;
        return new Constant(sizes, List.of(kernel, 1, columns * in, in), values);
    }
}
