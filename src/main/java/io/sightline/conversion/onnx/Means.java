package io.sightline.conversion.onnx;

import io.sightline.checkpoint.onnx.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells operators that take the mean of all pixels of each channel.
final class Means {

    /// Rows and columns, counted from either end.
    private static final Set<Set<Long>> PIXELS =
            Set.of(Set.of(2L, 3L), Set.of(-2L, -1L), Set.of(2L, -1L), Set.of(-2L, 3L));

    private Means() {}

    /// Whether `node` is of a kind that can take such a mean.
    static boolean isOne(Node node) {
        return node.operator().equals("GlobalAveragePool") || node.operator().equals("ReduceMean");
    }

    /// Whether `node`, which is of such a kind, keeps the axes of rows and columns.
    static boolean keepsAxes(Node node, Wiring wiring) {
        if (node.operator().equals("GlobalAveragePool")) {
            return true;
        }
        List<Long> axes =
                node.inputs().size() > 1
                        ? wiring.constants().wholes(node, 1, "axes")
                        : node.wholes("axes", List.of());
        if (axes.size() != 2 || !PIXELS.contains(new HashSet<>(axes))) {
            throw Unfit.at(node, "is over the axes %s".formatted(axes), "2 and 3");
        }
        return node.whole("keepdims", 1) != 0;
    }
}
