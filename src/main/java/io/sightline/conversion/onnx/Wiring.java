package io.sightline.conversion.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.onnx.Node;
import io.sightline.checkpoint.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who reads each value of a graph.
///
/// What the output does not depend on is left out. A value is one of three kinds: a constant; a
/// size, which depends on the extent of the image alone; or an activation, which depends on its
/// pixels. What hands an activation on unchanged is left out too: the value behind it is the one
/// before it.
final class Wiring {

    private final Constants constants;
    private final Set<String> sizes = new HashSet<>();
    private final Map<String, Node> sizeMakers = new HashMap<>();
    private final Map<String, String> unchanged = new HashMap<>();
    private final Map<String, List<Node>> readers = new HashMap<>();

    private Wiring(OnnxGraph graph) {
        this.constants = new Constants(graph);
    }

    /// @throws InvalidCheckpointException if the graph's operators are not in an order in which
    ///   they can run, or two write one value
    static Wiring of(OnnxGraph graph) {
        requireOrder(graph);
        Wiring wiring = new Wiring(graph);
        needed(graph).forEach(wiring::add);
        return wiring;
    }

    private static void requireOrder(OnnxGraph graph) {
        Set<String> known = new HashSet<>(graph.initialisers().keySet());
        graph.inputs().forEach(input -> known.add(input.name()));
        for (Node node : graph.nodes()) {
            for (String input : node.inputs()) {
                if (!input.isEmpty() && !known.contains(input)) {
                    throw Unfit.at(
                            node,
                            "reads %s, which nothing before it writes"
                                    .formatted(Printable.quote(input)),
                            "operators in the order they run");
                }
            }
            for (String output : node.outputs()) {
                if (!output.isEmpty() && !known.add(output)) {
                    throw Unfit.at(
                            node,
                            "writes %s, which is there already".formatted(Printable.quote(output)),
                            "a name of its own");
                }
            }
        }
    }

    /// The operators that the output depends on, in their order.
    private static List<Node> needed(OnnxGraph graph) {
        Set<String> values = new HashSet<>(graph.outputs());
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(values::contains)) {
                nodes.add(node);
                node.inputs().stream().filter(input -> !input.isEmpty()).forEach(values::add);
            }
        }
        return nodes.reversed();
    }

    private void add(Node node) {
        List<String> activations = activations(node);
        if (node.operator().equals("Shape") || node.operator().equals("Size")) {
            addSizes(node);
        } else if (!activations.isEmpty()) {
            addReader(node, activations);
        } else if (node.inputs().stream().anyMatch(sizes::contains)) {
            addSizes(node);
        } else {
            constants.derive(node);
        }
    }

    private void addSizes(Node node) {
        sizes.addAll(node.outputs());
        node.outputs().forEach(output -> sizeMakers.put(output, node));
    }

    private void addReader(Node node, List<String> activations) {
        if (new PassThrough(constants).passes(node)) {
            unchanged.put(node.output(), activations.getFirst());
            return;
        }
        activations.forEach(
                value -> readers.computeIfAbsent(value, _ -> new ArrayList<>()).add(node));
    }

    /// The activations that `node` reads, in the order of its inputs.
    List<String> activations(Node node) {
        return node.inputs().stream()
                .filter(input -> !input.isEmpty())
                .filter(input -> !constants.has(input) && !sizes.contains(input))
                .map(this::origin)
                .toList();
    }

    /// The value that reaches `value` unchanged.
    String origin(String value) {
        return unchanged.getOrDefault(value, value);
    }

    /// The operators that read the activation `value`.
    List<Node> readers(String value) {
        return List.copyOf(readers.getOrDefault(value, List.of()));
    }

    /// The one operator that reads what `node` writes.
    ///
    /// @param expected what it should be, for the refusal if there is another number of them
    Node reader(Node node, String expected) {
        return reader(node.output(), node, expected);
    }

    /// The one operator that reads `value`.
    ///
    /// @param node what comes before it, for the refusal
    /// @param expected as above
    Node reader(String value, Node node, String expected) {
        List<Node> found = readers(value);
        if (found.isEmpty()) {
            throw Unfit.at(node, "is the last operator", "%s behind it".formatted(expected));
        }
        if (found.size() > 1) {
            throw Unfit.at(
                    node,
                    "is read by %s and %s".formatted(found.get(0), found.get(1)),
                    "%s alone".formatted(expected));
        }
        return found.getFirst();
    }

    Constants constants() {
        return constants;
    }

    /// The operator that computes the size `value`, or null if it is none.
    @Nullable Node sizeMaker(String value) {
        return sizeMakers.get(value);
    }
}
