package io.sightline.conversion.onnx;

import io.sightline.checkpoint.onnx.Attribute;
import io.sightline.checkpoint.onnx.GraphInput;
import io.sightline.checkpoint.onnx.Node;
import io.sightline.checkpoint.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Changes of a small graph, one place at a time. Its nodes are
///
/// 0 Conv, 1 BatchNormalization, 2 Relu, 3 MaxPool, 4 Conv, 5 BatchNormalization, 6 Relu, 7 Conv, 8
/// BatchNormalization, 9 Add, 10 Relu, 11 GlobalAveragePool, 12 Flatten, 13 Gemm.
final class Edit {

    private final OnnxGraph graph;

    Edit(OnnxGraph graph) {
        this.graph = graph;
    }

    OnnxGraph graph() {
        return graph;
    }

    /// With another node in the place of number `index`.
    Edit replace(int index, UnaryOperator<Node> change) {
        List<Node> nodes = new ArrayList<>(graph.nodes());
        nodes.set(index, change.apply(nodes.get(index)));
        return withNodes(nodes);
    }

    /// With node number `index` of another kind.
    Edit operator(int index, String operator) {
        return replace(
                index,
                node ->
                        new Node(
                                node.name(),
                                operator,
                                node.inputs(),
                                node.outputs(),
                                node.attributes()));
    }

    /// With whole numbers as an attribute of node number `index`.
    Edit set(int index, String attribute, Long... values) {
        return set(index, attribute, new Attribute.Wholes(List.of(values)));
    }

    Edit set(int index, String attribute, Attribute value) {
        return replace(
                index,
                node -> {
                    Map<String, Attribute> attributes = new LinkedHashMap<>(node.attributes());
                    attributes.put(attribute, value);
                    return new Node(
                            node.name(),
                            node.operator(),
                            node.inputs(),
                            node.outputs(),
                            attributes);
                });
    }

    /// With a node `operator` right behind number `index`: whoever read that one reads this one.
    Edit insert(int index, String operator, Map<String, Attribute> attributes) {
        String value = graph.nodes().get(index).output();
        String behind = value + " inserted";
        List<Node> nodes = new ArrayList<>(graph.nodes().subList(0, index + 1));
        nodes.add(new Node("inserted", operator, List.of(value), List.of(behind), attributes));
        for (Node node : graph.nodes().subList(index + 1, graph.nodes().size())) {
            List<String> inputs =
                    node.inputs().stream()
                            .map(input -> input.equals(value) ? behind : input)
                            .toList();
            nodes.add(
                    new Node(
                            node.name(),
                            node.operator(),
                            inputs,
                            node.outputs(),
                            node.attributes()));
        }
        List<String> outputs =
                graph.outputs().stream()
                        .map(output -> output.equals(value) ? behind : output)
                        .toList();
        return new Edit(
                new OnnxGraph(
                        graph.inputs(),
                        nodes,
                        graph.initialisers(),
                        outputs,
                        graph.opset(),
                        graph.bytes()));
    }

    /// With input number `place` of node number `index` read from `value`.
    Edit read(int index, int place, String value) {
        return replace(
                index,
                node -> {
                    List<String> inputs = new ArrayList<>(node.inputs());
                    inputs.set(place, value);
                    return new Node(
                            node.name(),
                            node.operator(),
                            inputs,
                            node.outputs(),
                            node.attributes());
                });
    }

    /// With sums that read the input of each 1x1 convolution in place of its output.
    Edit withoutProjections() {
        Map<String, String> before = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.wholes("kernel_shape", List.of()).equals(List.of(1L, 1L))) {
                before.put(node.output(), node.input(0));
            }
        }
        return withNodes(
                graph.nodes().stream()
                        .map(
                                node ->
                                        new Node(
                                                node.name(),
                                                node.operator(),
                                                node.inputs().stream()
                                                        .map(
                                                                input ->
                                                                        before.getOrDefault(
                                                                                input, input))
                                                        .toList(),
                                                node.outputs(),
                                                node.attributes()))
                        .toList());
    }

    Edit withInput(GraphInput... inputs) {
        return new Edit(
                new OnnxGraph(
                        List.of(inputs),
                        graph.nodes(),
                        graph.initialisers(),
                        graph.outputs(),
                        graph.opset(),
                        graph.bytes()));
    }

    Edit withOutputs(String... outputs) {
        return new Edit(
                new OnnxGraph(
                        graph.inputs(),
                        graph.nodes(),
                        graph.initialisers(),
                        List.of(outputs),
                        graph.opset(),
                        graph.bytes()));
    }

    Edit withNodes(List<Node> nodes) {
        return new Edit(
                new OnnxGraph(
                        graph.inputs(),
                        nodes,
                        graph.initialisers(),
                        graph.outputs(),
                        graph.opset(),
                        graph.bytes()));
    }
}
