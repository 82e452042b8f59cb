package io.sightline.conversion.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.onnx.GraphInput;
import io.sightline.checkpoint.onnx.Node;
import io.sightline.checkpoint.onnx.OnnxGraph;
import java.util.List;
import java.util.Set;

/// The image that a graph is given.
///
/// @param value image x channels x rows x columns
/// @param side pixels of each side; 0 if any will do
record GraphImage(String value, int side) {

    private static final Set<String> TYPES = Set.of("", "FLOAT", "FLOAT16", "DOUBLE", "BFLOAT16");
    private static final long RGB = 3;
    private static final int MAX_SIDE = 1 << 14;
    private static final List<Long> TO_CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);

    /// The one input of `graph` that is no initialiser.
    static GraphImage of(OnnxGraph graph, Wiring wiring) {
        List<GraphInput> inputs =
                graph.inputs().stream()
                        .filter(input -> !graph.initialisers().containsKey(input.name()))
                        .toList();
        if (inputs.size() != 1) {
            throw new InvalidCheckpointException(
                    "graph has %d inputs, expected one, the image".formatted(inputs.size()));
        }
        GraphInput input = inputs.getFirst();
        if (!TYPES.contains(input.elementType())) {
            throw new InvalidCheckpointException(
                    "input %s is %s, expected floating-point numbers"
                            .formatted(Printable.quote(input.name()), input.elementType()));
        }
        List<Node> readers = wiring.readers(input.name());
        if (isChannelsLast(readers)) {
            List<Long> sizes = sizes(input, 3);
            return new GraphImage(readers.getFirst().output(), side(input, sizes, 1, 2));
        }
        return new GraphImage(input.name(), side(input, sizes(input, 1), 2, 3));
    }

    private static boolean isChannelsLast(List<Node> readers) {
        return readers.size() == 1
                && readers.getFirst().operator().equals("Transpose")
                && readers.getFirst().wholes("perm", List.of()).equals(TO_CHANNELS_FIRST);
    }

    private static List<Long> sizes(GraphInput input, int channels) {
        List<Long> sizes = input.dimensions();
        boolean unsaid = sizes.isEmpty();
        boolean fits =
                sizes.size() == 4 && (sizes.get(channels) == RGB || sizes.get(channels) == 0);
        if (!unsaid && !fits) {
            throw new InvalidCheckpointException(
                    "input %s has shape %s, expected images of %d channels"
                            .formatted(Printable.quote(input.name()), sizes, RGB));
        }
        return unsaid ? List.of(0L, 0L, 0L, 0L) : sizes;
    }

    private static int side(GraphInput input, List<Long> sizes, int rows, int columns) {
        long height = sizes.get(rows);
        if (height != sizes.get(columns) || height > MAX_SIDE) {
            throw new InvalidCheckpointException(
                    "input %s has shape %s, expected square images of at most %d x %d pixels"
                            .formatted(Printable.quote(input.name()), sizes, MAX_SIDE, MAX_SIDE));
        }
        return (int) height;
    }
}
