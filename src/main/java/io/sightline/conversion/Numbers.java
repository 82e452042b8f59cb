package io.sightline.conversion;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;

/// The rules for the numbers in a network's tensors.
final class Numbers {

    private static final String VARIANCE = ".running_var";

    private Numbers() {}

    /// @throws InvalidCheckpointException if a number of `checkpoint` is infinite or none, or a
    ///   variance is negative
    static void require(Checkpoint checkpoint) {
        checkpoint.tensors().forEach((name, tensor) -> require(name, tensor.toFloats()));
    }

    private static void require(String name, float[] values) {
        boolean variance = name.endsWith(VARIANCE);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new InvalidCheckpointException(
                        "tensor %s holds %s, must be finite".formatted(name, value));
            }
            if (variance && value < 0) {
                throw new InvalidCheckpointException(
                        "tensor %s holds %s, must not be negative".formatted(name, value));
            }
        }
    }
}
