package io.sightline.conversion.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.onnx.Node;
import io.sightline.checkpoint.onnx.OnnxGraph;
import io.sightline.conversion.onnx.PathWalk.Path;
import java.util.ArrayList;
import java.util.List;

/// A residual network as its graph has it.
///
/// @param side pixels of each side of the image; 0 if any will do
/// @param stem what comes before the first block
/// @param blocks at least one
/// @param head what comes behind the last
record GraphNetwork(int side, Layers stem, List<GraphBlock> blocks, GraphHead head) {

    GraphNetwork {
        blocks = List.copyOf(blocks);
    }

    /// Walks `graph` from its image to its output.
    ///
    /// @throws InvalidCheckpointException naming the first operator that no residual network has
    ///   there
    static GraphNetwork of(OnnxGraph graph) {
        if (graph.outputs().size() != 1) {
            throw new InvalidCheckpointException(
                    "graph has %d outputs, expected one, of a number for each class"
                            .formatted(graph.outputs().size()));
        }
        Wiring wiring = Wiring.of(graph);
        GraphImage image = GraphImage.of(graph, wiring);
        refuseComputedImage(wiring.readers(image.value()));
        Path stem = PathWalk.from(wiring, image.value());
        List<GraphBlock> blocks = new ArrayList<>();
        String value = stem.end();
        while (wiring.readers(value).size() > 1) {
            GraphBlock block = GraphBlock.at(value, wiring);
            blocks.add(block);
            value = block.output();
        }
        if (blocks.isEmpty()) {
            throw none(stem, wiring);
        }
        int channels = blocks.getLast().residual().filters().getLast().out();
        String output = graph.outputs().getFirst();
        return new GraphNetwork(
                image.side(),
                Layers.stem(stem.steps()),
                blocks,
                GraphHead.at(value, channels, wiring, output));
    }

    /// A subtraction or division there normalises the image, which the service does itself.
    private static void refuseComputedImage(List<Node> readers) {
        if (readers.size() != 1) {
            throw new InvalidCheckpointException(
                    "image is read by %d operators, expected a Conv alone"
                            .formatted(readers.size()));
        }
        Node reader = readers.getFirst();
        switch (reader.operator()) {
            case "Conv", "Pad" -> {}
            case "Sub", "Div", "Mul", "Add", "BatchNormalization" ->
                    throw Unfit.at(
                            reader,
                            "changes the image's pixels",
                            "a Conv: how images are normalised is said when the model is added,"
                                    + " so export the network without it");
            default -> throw Unfit.at(reader, "reads the image", "a Conv");
        }
    }

    private static InvalidCheckpointException none(Path stem, Wiring wiring) {
        List<Node> readers = wiring.readers(stem.end());
        return readers.isEmpty()
                ? new InvalidCheckpointException(
                        "graph ends before any block, expected a residual network")
                : Unfit.at(
                        readers.getFirst(),
                        "comes before any block",
                        "two paths from one value that meet in an Add");
    }
}
