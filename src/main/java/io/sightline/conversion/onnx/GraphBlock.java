package io.sightline.conversion.onnx;

import io.sightline.checkpoint.onnx.Node;
import io.sightline.conversion.onnx.PathWalk.Path;
import java.util.List;

/// A residual block of a graph: two paths from one value that meet in a sum, and a ReLU.
///
/// @param sum the operator in which they meet
/// @param residual the path with more convolutions
/// @param shortcut the other
/// @param output the value behind the ReLU
record GraphBlock(Node sum, Layers residual, Layers shortcut, String output) {

    /// The block that begins at `value`, which more than one operator reads.
    static GraphBlock at(String value, Wiring wiring) {
        List<Node> readers = wiring.readers(value);
        if (readers.size() != 2) {
            throw Unfit.at(
                    readers.getLast(),
                    "reads what %d others read too".formatted(readers.size() - 1),
                    "two readers of a block's input");
        }
        Path first = PathWalk.through(wiring, value, readers.getFirst());
        Path second = PathWalk.through(wiring, value, readers.getLast());
        Node sum = meeting(first, readers.getFirst(), wiring);
        Node other = meeting(second, readers.getLast(), wiring);
        if (!sum.output().equals(other.output())) {
            throw Unfit.at(
                    other,
                    "is where one path of a block ends",
                    "%s, where the other does".formatted(sum));
        }
        boolean longer = first.filters() >= second.filters();
        Path residual = longer ? first : second;
        if (residual.filters() < 2 || residual.filters() > 3) {
            throw Unfit.at(
                    sum,
                    "adds a path of %d convolutions".formatted(residual.filters()),
                    "2 or 3 in a block");
        }
        Path shortcut = longer ? second : first;
        return new GraphBlock(
                sum,
                Layers.residual(residual.steps()),
                Layers.shortcut(shortcut.steps()),
                rectified(sum, wiring));
    }

    /// The sum at which `path` ends, whose first operator is `start`.
    private static Node meeting(Path path, Node start, Wiring wiring) {
        Node end =
                path.steps().isEmpty()
                        ? start
                        : wiring.reader(path.end(), path.steps().getLast().node(), "an Add");
        if (!end.operator().equals("Add")) {
            throw Unfit.at(
                    end,
                    "stands on a path of a block",
                    "Conv, BatchNormalization, Relu, AveragePool, an attention, or Add where two"
                            + " paths meet");
        }
        return end;
    }

    private static String rectified(Node sum, Wiring wiring) {
        Node relu = wiring.reader(sum, "a Relu");
        if (!relu.operator().equals("Relu")) {
            throw Unfit.at(relu, "follows the sum of a block", "a Relu");
        }
        return relu.output();
    }
}
