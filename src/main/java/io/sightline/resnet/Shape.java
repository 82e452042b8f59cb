package io.sightline.resnet;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The extent of a tensor along each of its dimensions; no dimension is a scalar.
///
/// @param dimensions each from 0 to [#LARGEST_DIMENSION], outermost first
public record Shape(List<Integer> dimensions) {

    /// No dimension of a ResNet's tensor comes near it; what exceeds it is refused before anything
    /// is allocated.
    static final int LARGEST_DIMENSION = 1 << 24;

    static final int MOST_DIMENSIONS = 8;

    /// @throws InvalidCheckpointException if there are more than eight dimensions, or one is out of
    ///   bounds
    public Shape {
        dimensions = List.copyOf(dimensions);
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw new InvalidCheckpointException(
                    "shape has %d dimensions, at most %d are read"
                            .formatted(dimensions.size(), MOST_DIMENSIONS));
        }
        for (int dimension : dimensions) {
            if (dimension < 0 || dimension > LARGEST_DIMENSION) {
                throw new InvalidCheckpointException(
                        "dimension is %d, must be from 0 to %d"
                                .formatted(dimension, LARGEST_DIMENSION));
            }
        }
    }

    /// The shape of these dimensions, outermost first.
    public static Shape of(int... dimensions) {
        return new Shape(Arrays.stream(dimensions).boxed().toList());
    }

    /// The number of elements.
    ///
    /// @throws InvalidCheckpointException if it exceeds a 63-bit number
    public long elements() {
        try {
            return dimensions.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new InvalidCheckpointException(
                    "shape %s has more elements than fit any memory".formatted(this), e);
        }
    }

    int rank() {
        return dimensions.size();
    }

    int dimension(int index) {
        return dimensions.get(index);
    }

    /// For example `64 x 3 x 7 x 7`.
    @Override
    public String toString() {
        if (dimensions.isEmpty()) {
            return "scalar";
        }
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
