package io.sightline.serving;

import io.sightline.image.resize.ImageTensor;
import java.nio.FloatBuffer;

/// One image as it enters a network. Both kinds share batches.
public sealed interface NetworkInput {

    /// Pixels of each side.
    int side();

    /// Writes `side` x `side` x 3 normalised floats (row, column, channel: red, green, blue) at the
    /// position of `target` and moves the position behind them.
    void writeTo(FloatBuffer target);

    /// The usual one: pixels of 8 bits, which a lane normalises as it writes them into its batch.
    record Pixels(ImageTensor tensor) implements NetworkInput {

        @Override
        public int side() {
            return tensor.size();
        }

        @Override
        public void writeTo(FloatBuffer target) {
            tensor.writeTo(target);
        }
    }

    /// Numbers that a client has normalised itself, as the network wants them.
    final class Values implements NetworkInput {

        private static final int CHANNELS = 3;

        private final float[] values;
        private final int side;

        /// @param values 3 x `side` x `side` finite floats (channel: red, green, blue; row,
        ///   column), the input's own from now on
        /// @throws IllegalArgumentException if there are more or fewer, or one is not finite
        public Values(float[] values, int side) {
            if (values.length != (long) CHANNELS * side * side) {
                throw new IllegalArgumentException(
                        "input has %d values, must have 3 x %d x %d"
                                .formatted(values.length, side, side));
            }
            for (float value : values) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException(
                            "input holds %s, must be finite".formatted(value));
                }
            }
            this.values = values;
            this.side = side;
        }

        @Override
        public int side() {
            return side;
        }

        @Override
        public void writeTo(FloatBuffer target) {
            int plane = side * side;
            for (int pixel = 0; pixel < plane; pixel++) {
                target.put(values[pixel]).put(values[plane + pixel]).put(values[2 * plane + pixel]);
            }
        }
    }
}
