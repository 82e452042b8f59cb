package io.sightline.torchscript;

import io.sightline.checkpoint.Shape;
import io.sightline.resnet.Convolution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What a program refers to by its number.
sealed interface Constant {

    /// Its records in the archive, in the order its pickle names them.
    List<Storage> storages();

    /// A tensor.
    ///
    /// @param sizes extent along each dimension
    /// @param strides elements between neighbours along each dimension
    record Dense(Shape sizes, List<Integer> strides, Storage storage) implements Constant {

        public Dense {
            strides = List.copyOf(strides);
        }

        @Override
        public List<Storage> storages() {
            return List.of(storage);
        }
    }

    /// An 8-bit convolution as the engine packs it.
    ///
    /// @param convolution its shape
    /// @param geometry version, strides, paddings, dilations and groups, as the engine reads them
    /// @param weight the kernels, channels-last
    /// @param scales what one step of each kernel's numbers is worth
    /// @param zeros the number that stands for zero in each kernel: itself
    /// @param bias single precision
    record Packed(
            Convolution convolution,
            Storage geometry,
            Storage weight,
            Storage scales,
            Storage zeros,
            Storage bias)
            implements Constant {

        @Override
        public List<Storage> storages() {
            return List.of(geometry, weight, scales, zeros, bias);
        }
    }

    /// A tensor in row-major order.
    static Dense contiguous(Shape sizes, Storage storage) {
        List<Integer> strides = new ArrayList<>();
        int stride = 1;
        for (int dimension : sizes.dimensions().reversed()) {
            strides.add(stride);
            stride *= dimension;
        }
        Collections.reverse(strides);
        return new Dense(sizes, strides, storage);
    }

    /// Kernels of sizes out, in, row, column, with the input channels next to each other in memory.
    static Dense channelsLast(Shape sizes, Storage storage) {
        return new Dense(sizes, channelsLastStrides(sizes), storage);
    }

    /// Elements between neighbours along out, in, row, column if the input channels are next to
    /// each other.
    static List<Integer> channelsLastStrides(Shape sizes) {
        int in = sizes.dimension(1);
        int columns = sizes.dimension(3);
        int kernel = in * sizes.dimension(2) * columns;
        return List.of(kernel, 1, columns * in, in);
    }
}
