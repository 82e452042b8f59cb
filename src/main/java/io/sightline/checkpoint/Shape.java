package io.sightline.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The extent of a tensor along each of its dimensions; no dimension is a scalar.
///
/// Every count derived from a shape fits an `int`: elements, strides, and bytes of any type.
///
/// @param dimensions at most eight, each at least 1, their product at most [#MAX_ELEMENTS];
///   outermost first
public record Shape(List<Integer> dimensions) {

    static final int MAX_DIMENSIONS = 8;

    /// Some sixty times the largest tensor of a ResNet-152. More is refused before anything is
    /// allocated for it.
    static final int MAX_ELEMENTS = 1 << 27;

    /// @throws InvalidCheckpointException if there are more than eight dimensions, one is not
    ///   positive, or their product is too large
    public Shape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.size() > MAX_DIMENSIONS) {
            throw new InvalidCheckpointException(
                    "shape has %d dimensions, must have at most %d"
                            .formatted(dimensions.size(), MAX_DIMENSIONS));
        }
        long elements = 1;
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new InvalidCheckpointException(
                        "shape is %s, must have dimensions of at least 1"
                                .formatted(text(dimensions)));
            }
            elements *= dimension;
            if (elements > MAX_ELEMENTS) {
                throw new InvalidCheckpointException(
                        "shape is %s, must have at most %d elements"
                                .formatted(text(dimensions), MAX_ELEMENTS));
            }
        }
    }

    /// The shape of these dimensions, outermost first.
    public static Shape of(int... dimensions) {
        return new Shape(Arrays.stream(dimensions).boxed().toList());
    }

    /// The product of all dimensions; 1 for a scalar.
    public int elements() {
        return dimensions.stream().reduce(1, (product, next) -> product * next);
    }

    public int rank() {
        return dimensions.size();
    }

    public int dimension(int index) {
        return dimensions.get(index);
    }

    /// For example `64 x 3 x 7 x 7`.
    @Override
    public String toString() {
        return text(dimensions);
    }

    /// `dimensions` as text, whether or not they are a shape.
    public static String text(List<Integer> dimensions) {
        if (dimensions.isEmpty()) {
            return "scalar";
        }
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
