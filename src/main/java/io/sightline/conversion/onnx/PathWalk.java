package io.sightline.conversion.onnx;

import io.sightline.checkpoint.onnx.Node;
import io.sightline.conversion.onnx.Step.Filter;
import io.sightline.conversion.onnx.Step.Gate;
import io.sightline.conversion.onnx.Step.Pool;
import io.sightline.conversion.onnx.Step.Rectifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Follows values through a graph as long as each has but one reader, or those of an attention.
final class PathWalk {

    private static final Set<String> OPERATORS =
            Set.of("Conv", "BatchNormalization", "Relu", "MaxPool", "AveragePool", "Pad");

    private final Wiring wiring;
    private final FilterReader filters;
    private final AttentionReader attention;
    private final List<Step> steps = new ArrayList<>();
    private final List<Node> pads = new ArrayList<>();
    private Padding padding = Padding.NONE;

    private PathWalk(Wiring wiring) {
        this.wiring = wiring;
        this.filters = new FilterReader(wiring.constants());
        this.attention = new AttentionReader(wiring);
    }

    /// A way that was gone.
    ///
    /// @param steps in order; none if it ends where it begins
    /// @param end the value behind the last step
    record Path(List<Step> steps, String end) {

        Path {
            steps = List.copyOf(steps);
        }

        long filters() {
            return steps.stream().filter(Filter.class::isInstance).count();
        }
    }

    /// The path from `value` to where it splits, ends, or meets another operator.
    static Path from(Wiring wiring, String value) {
        PathWalk walk = new PathWalk(wiring);
        return walk.go(value);
    }

    /// The path from `value` through `first`, one of its readers.
    static Path through(Wiring wiring, String value, Node first) {
        PathWalk walk = new PathWalk(wiring);
        return OPERATORS.contains(first.operator())
                ? walk.go(walk.take(first))
                : new Path(List.of(), value);
    }

    private Path go(String value) {
        String current = value;
        for (boolean going = true; going; ) {
            List<Node> readers = wiring.readers(current);
            if (AttentionReader.begins(readers)) {
                requireNoPad();
                Gate gate = attention.read(readers, channels(readers));
                steps.add(gate);
                current = gate.node().output();
            } else if (readers.size() == 1 && OPERATORS.contains(readers.getFirst().operator())) {
                current = take(readers.getFirst());
            } else {
                going = false;
            }
        }
        requireNoPad();
        return new Path(steps, current);
    }

    /// Channels of the feature map that `readers` scale.
    private int channels(List<Node> readers) {
        if (!steps.isEmpty() && steps.getLast() instanceof Filter filter) {
            return filter.out();
        }
        throw Unfit.at(readers.getFirst(), "follows no convolution", "attention right behind one");
    }

    /// Adds a step and gives the value behind it.
    private String take(Node node) {
        switch (node.operator()) {
            case "Conv" -> steps.add(filters.convolution(node, takePadding()));
            case "MaxPool" -> steps.add(maximum(node));
            case "Pad" -> {
                padding = padding.and(Padding.of(node, wiring.constants()).sides());
                pads.add(node);
            }
            case "BatchNormalization" -> {
                requireNoPad();
                normalise(node);
            }
            case "Relu" -> {
                requireNoPad();
                steps.add(new Rectifier(node));
            }
            default -> {
                requireNoPad();
                steps.add(mean(node));
            }
        }
        return node.output();
    }

    private void normalise(Node node) {
        if (!steps.isEmpty() && steps.getLast() instanceof Filter filter && !filter.normalised()) {
            steps.set(steps.size() - 1, filters.normalised(filter, node));
            return;
        }
        throw Unfit.at(node, "follows no convolution", "normalisations right behind convolutions");
    }

    /// Zeros around what a ReLU gave are no more than its smallest.
    private Pool maximum(Node node) {
        boolean rectified = !steps.isEmpty() && steps.getLast() instanceof Rectifier;
        if (!rectified) {
            requireNoPad();
        }
        return pool(node, true, takePadding());
    }

    private Pool mean(Node node) {
        if (node.whole("count_include_pad", 0) != 0 && node.whole("ceil_mode", 0) != 0) {
            throw Unfit.at(node, "counts what is beyond its input", "means of what is within");
        }
        return pool(node, false, Padding.NONE);
    }

    private static Pool pool(Node node, boolean maximum, Padding before) {
        if (node.outputs().size() > 1) {
            throw Unfit.at(node, "gives the places of its maxima", "maxima alone");
        }
        boolean partial = node.whole("ceil_mode", 0) != 0;
        return new Pool(node, maximum, Window.of(node, List.of(), before), partial);
    }

    private Padding takePadding() {
        Padding taken = padding;
        padding = Padding.NONE;
        pads.clear();
        return taken;
    }

    private void requireNoPad() {
        if (!pads.isEmpty()) {
            throw Unfit.at(
                    pads.getFirst(),
                    "pads what is no convolution's input",
                    "a convolution behind it, or a Relu before it and a MaxPool behind");
        }
    }
}
