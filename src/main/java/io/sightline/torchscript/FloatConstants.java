package io.sightline.torchscript;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;

/// Tensors of a checkpoint that a program has in single precision, whatever it calculates in.
final class FloatConstants {

    private final Checkpoint checkpoint;
    private final Constants constants;

    FloatConstants(Checkpoint checkpoint, Constants constants) {
        this.checkpoint = checkpoint;
        this.constants = constants;
    }

    /// The tensor `name` in single precision, as one of `shape`, which has as many elements.
    ///
    /// @throws InvalidCheckpointException if one of its numbers is not finite
    String constant(String name, Shape shape) {
        float[] values = checkpoint.tensor(name).toFloats();
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new InvalidCheckpointException(
                        "tensor %s holds %s, must be finite".formatted(name, value));
            }
        }
        return constants.add(
                Constant.contiguous(shape, Storage.float32(values.length, () -> values)));
    }
}
