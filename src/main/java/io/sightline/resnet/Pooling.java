package io.sightline.resnet;

/// A layer without parameters that makes each channel smaller. Its operations are not counted.
public sealed interface Pooling extends Layer {

    @Override
    default long operations(int side) {
        return 0;
    }

    /// The largest of 3x3 pixels, a border of one pixel around the input not counted.
    ///
    /// @param stride step between outputs, along both axes
    record Maximum(int stride) implements Pooling {

        @Override
        public int outputSide(int side) {
            return (side - 1) / stride + 1;
        }

        @Override
        public String toString() {
            return stride == 1 ? "max-pool 3x3" : "max-pool 3x3, /" + stride;
        }
    }

    /// The mean of each square of 2x2 pixels.
    ///
    /// @param partial whether the last row and column of an odd extent have means of their own; if
    ///   not, they are dropped
    record Mean(boolean partial) implements Pooling {

        @Override
        public int outputSide(int side) {
            return (partial ? side + 1 : side) / 2;
        }

        @Override
        public String toString() {
            return "average 2x2, /2";
        }
    }

    /// A mean of 3x3 pixels weighted 1, 2, 1 along both axes, every second one kept. The input is
    /// mirrored at its border.
    ///
    /// @param channels of its input, each blurred alone
    record Blur(int channels) implements Pooling {

        @Override
        public int outputSide(int side) {
            return (side + 1) / 2;
        }

        @Override
        public String toString() {
            return "blur 3x3, /2";
        }
    }
}
