package io.sightline.conversion.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.onnx.Node;
import java.util.List;
import java.util.Set;

/// The end of a graph: the mean of all pixels, a fully connected layer, perhaps a softmax.
///
/// @param mean the operator that takes the mean
/// @param window of the mean, if it has one of a fixed size; one or none
/// @param linear the layer
/// @param softmax the softmax; one or none
record GraphHead(Node mean, List<Window> window, Linear linear, List<Node> softmax) {

    private static final Set<String> SOFTMAX = Set.of("Softmax", "LogSoftmax");

    GraphHead {
        window = List.copyOf(window);
        softmax = List.copyOf(softmax);
    }

    /// The head that begins at `value`, with so many channels.
    static GraphHead at(String value, int channels, Wiring wiring, String output) {
        List<Node> readers = wiring.readers(value);
        if (readers.isEmpty()) {
            throw new InvalidCheckpointException(
                    "graph gives a feature map, expected a classifier behind its last block");
        }
        Node mean = readers.getFirst();
        boolean windowed = mean.operator().equals("AveragePool");
        if (!windowed && !Means.isOne(mean)) {
            throw Unfit.at(
                    mean,
                    "follows the last block",
                    "GlobalAveragePool or ReduceMean, or two paths of another block");
        }
        Axes axes = new Axes(wiring, channels, windowed || Means.keepsAxes(mean, wiring));
        Node first = axes.skip(mean, "a Gemm");
        Linear linear = Linear.of(first, wiring);
        axes.requireMatrix(first);
        return new GraphHead(
                mean,
                windowed ? List.of(Window.of(mean, List.of(), Padding.NONE)) : List.of(),
                linear,
                softmax(linear, wiring, output));
    }

    private static List<Node> softmax(Linear linear, Wiring wiring, String output) {
        if (ends(linear.last(), wiring, output)) {
            return List.of();
        }
        Node node = wiring.reader(linear.last(), "a Softmax or the end of the graph");
        long axis = node.whole("axis", -1);
        if (!SOFTMAX.contains(node.operator()) || (axis != -1 && axis != 1)) {
            throw Unfit.at(
                    node, "follows the fully connected layer", "a Softmax or the end of the graph");
        }
        if (!ends(node, wiring, output)) {
            throw Unfit.at(
                    wiring.reader(node, "the end of the graph"),
                    "follows the softmax",
                    "the end of the graph");
        }
        return List.of(node);
    }

    private static boolean ends(Node node, Wiring wiring, String output) {
        if (!wiring.origin(output).equals(node.output())) {
            return false;
        }
        if (!wiring.readers(node.output()).isEmpty()) {
            throw new InvalidCheckpointException(
                    "output %s is read within the graph, expected the end of it"
                            .formatted(Printable.quote(output)));
        }
        return true;
    }
}
