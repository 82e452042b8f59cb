package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.Tensor;
import java.util.List;

/// A constant that says how a [Node] works.
public sealed interface Attribute {

    /// A whole number.
    record Whole(long value) implements Attribute {}

    /// A number in single precision.
    record Real(float value) implements Attribute {}

    /// A text.
    record Text(String value) implements Attribute {}

    /// Some whole numbers.
    record Wholes(List<Long> values) implements Attribute {

        public Wholes {
            values = List.copyOf(values);
        }
    }

    /// Some numbers in single precision.
    record Reals(List<Float> values) implements Attribute {

        public Reals {
            values = List.copyOf(values);
        }
    }

    /// A tensor.
    record Value(Tensor tensor) implements Attribute {}

    /// Anything that no operator of a ResNet has.
    ///
    /// @param type its number in the format
    record Unread(long type) implements Attribute {}
}
