package io.sightline.conversion.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.onnx.Node;
import io.sightline.conversion.onnx.Step.Filter;
import io.sightline.conversion.onnx.Step.Gate;
import io.sightline.conversion.onnx.Step.Pool;
import io.sightline.conversion.onnx.Step.Rectifier;
import java.util.ArrayList;
import java.util.List;

/// The convolutions and poolings of one path, and how ReLUs stand between them.
///
/// @param layers convolutions and poolings, in order
/// @param gates the attention at the path's end; none or one
record Layers(List<Step> layers, List<Gate> gates) {

    Layers {
        layers = List.copyOf(layers);
        gates = List.copyOf(gates);
    }

    /// The layers of a stem: a ReLU behind each convolution.
    static Layers stem(List<Step> steps) {
        Layers layers = read(steps);
        if (steps.isEmpty() || steps.getLast() instanceof Filter) {
            throw new InvalidCheckpointException(
                    "graph has no Relu before its first block, expected a stem that ends in one");
        }
        refuseGates(layers);
        return layers;
    }

    /// The layers of a residual function: a ReLU behind each convolution but the last.
    static Layers residual(List<Step> steps) {
        Layers layers = read(steps);
        Step last = layers.gates().isEmpty() ? steps.getLast() : steps.get(steps.size() - 2);
        if (!(last instanceof Filter)) {
            throw Unfit.at(
                    last.node(),
                    "stands between a block's last convolution and its sum",
                    "nothing");
        }
        return layers;
    }

    /// The layers of a shortcut, which has no ReLU.
    static Layers shortcut(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Filter _, Pool _ -> {}
                case Rectifier _, Gate _ ->
                        throw Unfit.at(
                                step.node(), "stands in a shortcut", "a Conv or an AveragePool");
            }
        }
        return new Layers(steps, List.of());
    }

    private static Layers read(List<Step> steps) {
        List<Step> layers = new ArrayList<>();
        List<Gate> gates = new ArrayList<>();
        boolean open = true; // whether no convolution waits for its ReLU
        for (Step step : steps) {
            Node node = step.node();
            switch (step) {
                case Filter _ -> {
                    require(open && gates.isEmpty(), node, "a Relu before it");
                    layers.add(step);
                    open = false;
                }
                case Pool _ -> {
                    require(open && !layers.isEmpty(), node, "a Relu before it");
                    layers.add(step);
                }
                case Rectifier _ -> {
                    require(!open && gates.isEmpty(), node, "a convolution before it");
                    open = true;
                }
                case Gate gate -> {
                    require(!open && gates.isEmpty(), node, "a convolution before it");
                    gates.add(gate);
                }
            }
        }
        return new Layers(layers, gates);
    }

    private static void refuseGates(Layers layers) {
        layers.gates()
                .forEach(
                        gate -> {
                            throw Unfit.at(gate.node(), "scales the stem's output", "no attention");
                        });
    }

    private static void require(boolean fits, Node node, String expected) {
        if (!fits) {
            throw Unfit.at(node, "stands in a path of a block or stem", expected);
        }
    }

    /// The convolutions among the layers.
    List<Filter> filters() {
        return layers.stream().filter(Filter.class::isInstance).map(Filter.class::cast).toList();
    }

    /// The poolings among the layers.
    List<Pool> pools() {
        return layers.stream().filter(Pool.class::isInstance).map(Pool.class::cast).toList();
    }

    /// By how much the extent becomes smaller, along rows.
    long stride() {
        return layers.stream()
                .mapToLong(
                        step ->
                                switch (step) {
                                    case Filter filter -> filter.window().strides().getFirst();
                                    case Pool pool -> pool.window().strides().getFirst();
                                    case Rectifier _, Gate _ -> 1;
                                })
                .reduce(1, (product, next) -> product * Math.min(next, 8));
    }
}
