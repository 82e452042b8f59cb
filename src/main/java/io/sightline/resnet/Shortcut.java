package io.sightline.resnet;

import java.util.List;

/// What a block adds to its residual function: the `x` of `H(x) = F(x) + x`, in the shape of
/// `F(x)`.
public sealed interface Shortcut {

    /// The input itself.
    record Identity() implements Shortcut {

        @Override
        public String toString() {
            return "x";
        }
    }

    /// The input projected by a convolution where the block changes its shape: `Ws x`.
    ///
    /// @param layers the convolution, 1x1 nearly always, strided as the block is; or the mean of
    ///   each 2x2 pixels and a convolution of stride 1
    record Projection(List<Layer> layers) implements Shortcut {

        public Projection {
            layers = List.copyOf(layers);
        }

        /// The projection by `convolution` alone.
        public Projection(Convolution convolution) {
            this(List.of(convolution));
        }

        @Override
        public String toString() {
            return "Ws x " + Layer.text(layers);
        }
    }

    /// The input subsampled, its new channels filled with zeros: the paper's option A, free of
    /// parameters.
    ///
    /// @param stride step between the pixels kept
    /// @param channels number of channels added, half of them (rounded down) before the input's
    record ZeroPadding(int stride, int channels) implements Shortcut {

        @Override
        public String toString() {
            return "x [every %d. pixel, %d zero channels]".formatted(stride, channels);
        }
    }

    /// The layers of a projection; none of the others has any.
    default List<Layer> projection() {
        return switch (this) {
            case Projection(List<Layer> layers) -> layers;
            case Identity _, ZeroPadding _ -> List.of();
        };
    }
}
