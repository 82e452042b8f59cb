package io.sightline.checkpoint.onnx;

import java.util.List;

/// A value that a graph is given.
///
/// @param name of the value
/// @param elementType number format, for example `FLOAT`; empty if it is not said
/// @param dimensions outermost first, 0 where any will do; empty if they are not said
public record GraphInput(String name, String elementType, List<Long> dimensions) {

    public GraphInput {
        dimensions = List.copyOf(dimensions);
    }
}
