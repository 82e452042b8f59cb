package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.onnx.TensorReader.NamedTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Reads a graph (`GraphProto`).
final class GraphReader {

    /// Most of each: the largest ResNets have some thousand nodes.
    private static final int MAX_PARTS = 20_000;

    private final TensorReader tensors;
    private final List<GraphInput> inputs = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final SequencedMap<String, Tensor> initialisers = new LinkedHashMap<>();

    GraphReader(TensorReader tensors) {
        this.tensors = tensors;
    }

    void read(Message message) throws IOException {
        while (message.next()) {
            switch (message.field()) {
                case 1 -> add(nodes, new NodeReader(tensors).read(message.message()));
                case 5 -> addInitialiser(tensors.read(message.message()));
                case 11 -> add(inputs, new GraphInputReader().read(message.message()));
                case 12 -> add(outputs, new GraphInputReader().read(message.message()).name());
                case 15 ->
                        throw new InvalidCheckpointException(
                                "graph has a sparse initialiser, must have dense ones");
                default -> {} // documentation, and descriptions of values in between
            }
        }
    }

    private void addInitialiser(NamedTensor initialiser) {
        if (initialisers.size() == MAX_PARTS) {
            throw tooMany();
        }
        if (initialisers.put(initialiser.name(), initialiser.tensor()) != null) {
            throw new InvalidCheckpointException(
                    "graph has two initialisers %s".formatted(Printable.quote(initialiser.name())));
        }
    }

    private static <T> void add(List<T> list, T value) {
        if (list.size() == MAX_PARTS) {
            throw tooMany();
        }
        list.add(value);
    }

    private static InvalidCheckpointException tooMany() {
        return new InvalidCheckpointException(
                "graph has more than %d nodes, values or initialisers".formatted(MAX_PARTS));
    }

    OnnxGraph graph(int opset, long bytes) {
        return new OnnxGraph(inputs, nodes, initialisers, outputs, opset, bytes);
    }
}
