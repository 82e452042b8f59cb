package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.onnx.Node;
import io.sightline.conversion.onnx.Step.Filter;
import io.sightline.conversion.onnx.Step.Gate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Reads what scales the channels of a feature map by their own means: squeeze and excitation, or
/// efficient channel attention.
final class AttentionReader {

    private static final String PRODUCT = "Mul with what the means are of";

    private final Wiring wiring;
    private final FilterReader filters;

    AttentionReader(Wiring wiring) {
        this.wiring = wiring;
        this.filters = new FilterReader(wiring.constants());
    }

    /// Whether the readers of a value are those of an attention on it: a mean, and a product.
    static boolean begins(List<Node> readers) {
        return readers.size() == 2
                && readers.stream().anyMatch(Means::isOne)
                && readers.stream().anyMatch(AttentionReader::multiplies);
    }

    private static boolean multiplies(Node node) {
        return node.operator().equals("Mul");
    }

    /// The attention on a feature map of so many channels.
    Gate read(List<Node> readers, int channels) {
        Node mean = readers.stream().filter(Means::isOne).findFirst().orElseThrow();
        Node product =
                readers.stream().filter(AttentionReader::multiplies).findFirst().orElseThrow();
        Axes axes = new Axes(wiring, channels, Means.keepsAxes(mean, wiring));
        Node first = require(axes.skip(mean, "Conv"), "Conv");
        Tensor weight = wiring.constants().tensor(first, 1, "weights");
        return weight.shape().rank() == 3
                ? overChannels(first, weight, axes, product)
                : squeezing(first, axes, product);
    }

    private Gate squeezing(Node first, Axes axes, Node product) {
        axes.requireFactors(first);
        Filter reduce = pointwise(first);
        Node relu = require(wiring.reader(first, "Relu"), "Relu");
        Node second = require(wiring.reader(relu, "Conv"), "Conv");
        Filter expand = pointwise(second);
        Node sigmoid = require(wiring.reader(second, "Sigmoid"), "Sigmoid");
        requireProduct(axes.skip(sigmoid, PRODUCT), product);
        axes.requireFactors(product);
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("fc1.weight", reduce.weight());
        tensors.putAll(named("fc1.", reduce.behind()));
        tensors.put("fc2.weight", expand.weight());
        tensors.putAll(named("fc2.", expand.behind()));
        return new Gate(product, tensors);
    }

    private static Map<String, Tensor> named(String prefix, Map<String, Tensor> tensors) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> named.put(prefix + name, tensor));
        return named;
    }

    private Filter pointwise(Node node) {
        Filter filter = filters.convolution(node, Padding.NONE);
        if (!filter.window().equals(Window.square(1, 1, 0)) || filter.groups() != 1) {
            throw Unfit.at(
                    node,
                    "has %s and %d groups".formatted(filter.window(), filter.groups()),
                    Window.square(1, 1, 0) + " and 1 group");
        }
        return filter;
    }

    private Gate overChannels(Node convolution, Tensor weight, Axes axes, Node product) {
        axes.requireSequence(convolution);
        Shape shape = weight.shape();
        long kernel = shape.dimension(2);
        boolean plain =
                shape.dimension(0) == 1
                        && shape.dimension(1) == 1
                        && kernel % 2 == 1
                        && convolution.input(2).isEmpty()
                        && convolution.text("auto_pad", "NOTSET").equals("NOTSET")
                        && convolution.wholes("strides", List.of(1L)).equals(List.of(1L))
                        && convolution.wholes("dilations", List.of(1L)).equals(List.of(1L))
                        && convolution
                                .wholes("pads", List.of(0L, 0L))
                                .equals(List.of(kernel / 2, kernel / 2));
        if (!plain) {
            throw Unfit.at(
                    convolution,
                    "has weights of shape %s".formatted(shape),
                    "one odd kernel over the channels, padded by its half, without a bias");
        }
        Node next = axes.skip(convolution, "Sigmoid");
        Node sigmoid = require(next, "Sigmoid");
        requireProduct(axes.skip(sigmoid, PRODUCT), product);
        axes.requireFactors(product);
        return new Gate(product, new LinkedHashMap<>(Map.of("conv.weight", weight)));
    }

    private static Node require(Node node, String operator) {
        if (!node.operator().equals(operator)) {
            throw Unfit.at(node, "stands in a block's attention", "a " + operator);
        }
        return node;
    }

    private static void requireProduct(Node node, Node product) {
        if (!node.output().equals(product.output())) {
            throw Unfit.at(node, "stands in a block's attention", PRODUCT);
        }
    }
}
