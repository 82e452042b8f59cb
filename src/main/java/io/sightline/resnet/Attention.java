package io.sightline.resnet;

import io.sightline.checkpoint.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What scales the channels of a residual function by what they hold, before the sum: `F(x) * g`,
/// with one factor in `g`, from 0 to 1, for each channel of each image.
public sealed interface Attention {

    /// Shape of every tensor, by name.
    SequencedMap<String, Shape> tensors();

    /// The number of learned parameters.
    default long parameters() {
        return tensors().values().stream().mapToLong(Shape::elements).sum();
    }

    /// Multiplications and additions for one image, biases not counted.
    long operations();

    /// None: every factor is 1.
    record None() implements Attention {

        @Override
        public SequencedMap<String, Shape> tensors() {
            return new LinkedHashMap<>();
        }

        @Override
        public long operations() {
            return 0;
        }
    }

    /// Any but none.
    sealed interface Weighing extends Attention {}

    /// Squeeze and excitation: the mean of each channel, two fully connected layers with a ReLU
    /// between them, and a sigmoid.
    ///
    /// @param name the tensor prefix, for example `layer1.0.se`
    /// @param channels of the residual function
    /// @param reduced channels between the two layers
    record SqueezeExcitation(String name, int channels, int reduced) implements Weighing {

        @Override
        public SequencedMap<String, Shape> tensors() {
            return new LinkedHashMap<>(
                    Map.of(
                            name + ".fc1.weight", Shape.of(reduced, channels, 1, 1),
                            name + ".fc1.bias", Shape.of(reduced),
                            name + ".fc2.weight", Shape.of(channels, reduced, 1, 1),
                            name + ".fc2.bias", Shape.of(channels)));
        }

        @Override
        public long operations() {
            return 4L * channels * reduced;
        }

        @Override
        public String toString() {
            return "SE %d → %d → %d".formatted(channels, reduced, channels);
        }
    }

    /// Efficient channel attention: the mean of each channel, a convolution along the channels, and
    /// a sigmoid.
    ///
    /// @param name the tensor prefix, for example `layer1.0.se`
    /// @param channels of the residual function
    /// @param kernel how many neighbours each channel looks at, itself included; odd
    record EfficientChannel(String name, int channels, int kernel) implements Weighing {

        @Override
        public SequencedMap<String, Shape> tensors() {
            return new LinkedHashMap<>(Map.of(name + ".conv.weight", Shape.of(1, 1, kernel)));
        }

        @Override
        public long operations() {
            return 2L * channels * kernel;
        }

        @Override
        public String toString() {
            return "ECA %d of %d".formatted(kernel, channels);
        }
    }
}
