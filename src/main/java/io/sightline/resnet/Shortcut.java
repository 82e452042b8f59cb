package io.sightline.resnet;

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

    /// The input projected by a 1x1 convolution where the block changes its shape: `Ws x`.
    ///
    /// @param convolution `Ws`, strided as the block is
    record Projection(Convolution convolution) implements Shortcut {

        @Override
        public String toString() {
            return "Ws x [%s]".formatted(convolution);
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
}
