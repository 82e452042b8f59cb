package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import java.util.ArrayList;
import java.util.List;

/// Reads the description of a graph's input or output (`ValueInfoProto`).
final class GraphInputReader {

    private static final int MAX_DIMENSIONS = 16;

    private final List<Long> dimensions = new ArrayList<>();
    private String name = "";
    private String elementType = "";

    GraphInput read(Message message) {
        while (message.next()) {
            switch (message.field()) {
                case 1 -> name = message.once().text();
                case 2 -> readType(message.once().message());
                default -> {}
            }
        }
        return new GraphInput(name, elementType, dimensions);
    }

    private void readType(Message type) {
        while (type.next()) {
            switch (type.field()) {
                case 1 -> readTensorType(type.once().message());
                case 6 -> {} // a denotation
                default ->
                        throw new InvalidCheckpointException(
                                "value %s of the graph is no tensor, must be one"
                                        .formatted(Printable.quote(name)));
            }
        }
    }

    private void readTensorType(Message type) {
        while (type.next()) {
            switch (type.field()) {
                case 1 -> elementType = ElementType.name(type.once().number());
                case 2 -> readShape(type.once().message());
                default -> {}
            }
        }
    }

    private void readShape(Message shape) {
        while (shape.next()) {
            if (shape.field() != 1) {
                continue;
            }
            if (dimensions.size() == MAX_DIMENSIONS) {
                throw new InvalidCheckpointException(
                        "value %s of the graph has more than %d dimensions"
                                .formatted(Printable.quote(name), MAX_DIMENSIONS));
            }
            dimensions.add(dimension(shape.message()));
        }
    }

    /// A dimension has a size or a name; some exporters write -1 for one that is free.
    private static long dimension(Message dimension) {
        long size = 0;
        while (dimension.next()) {
            if (dimension.field() == 1) {
                size = Math.max(0, dimension.once().number());
            }
        }
        return size;
    }
}
