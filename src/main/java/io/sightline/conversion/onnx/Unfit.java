package io.sightline.conversion.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.onnx.Node;

/// The refusal of a graph that is not a residual network's, or not one that can be read.
final class Unfit {

    private Unfit() {}

    /// For example `operator Clip "/layer1/Clip" follows operator Conv "/layer1/Conv", expected a
    /// Relu`.
    ///
    /// @param found a clause whose subject is the operator
    static InvalidCheckpointException at(Node node, String found, String expected) {
        return new InvalidCheckpointException(
                "%s %s, expected %s".formatted(node, found, expected));
    }
}
