package io.sightline.conversion.onnx;

import io.sightline.checkpoint.onnx.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What the axes of a vector of channel means stand for, while operators that only reshape it pass:
/// one is the image's, one the channels', all others have a single element.
///
/// Behind a mean the axes are image, channels, 1, 1; a fully connected layer wants image, channels.
final class Axes {

    private static final Set<String> OPERATORS =
            Set.of("Reshape", "Flatten", "Squeeze", "Unsqueeze", "Transpose", "Expand");

    private enum Axis {
        IMAGE,
        CHANNELS,
        SINGLE
    }

    /// A number of a shape that the graph computes.
    private static final long COMPUTED = Long.MIN_VALUE;

    private final Wiring wiring;
    private final long channels;
    private List<Axis> axes;

    /// @param kept whether the mean kept the axes of rows and columns
    Axes(Wiring wiring, long channels, boolean kept) {
        this.wiring = wiring;
        this.channels = channels;
        this.axes =
                kept
                        ? List.of(Axis.IMAGE, Axis.CHANNELS, Axis.SINGLE, Axis.SINGLE)
                        : List.of(Axis.IMAGE, Axis.CHANNELS);
    }

    /// Whether `node` is one of those that only reshape.
    static boolean reshapes(Node node) {
        return OPERATORS.contains(node.operator());
    }

    /// Follows the one reader of what `node` writes as long as it only reshapes, and gives the
    /// first that does not.
    Node skip(Node node, String expected) {
        Node reader = wiring.reader(node, expected);
        while (reshapes(reader)) {
            pass(reader);
            reader = wiring.reader(reader, expected);
        }
        return reader;
    }

    private void pass(Node node) {
        axes =
                switch (node.operator()) {
                    case "Flatten" -> flatten(node);
                    case "Squeeze" -> squeeze(node);
                    case "Unsqueeze" -> unsqueeze(node);
                    case "Transpose" -> transpose(node);
                    case "Reshape" -> reshape(node);
                    default -> axes; // Expand repeats what a product would repeat too
                };
    }

    /// Refuses `node`, a fully connected layer, if it reads anything but image x channels.
    void requireMatrix(Node node) {
        require(node, List.of(Axis.IMAGE, Axis.CHANNELS), "image x channels");
    }

    /// Refuses `node` if it reads anything but a factor for each channel.
    void requireFactors(Node node) {
        require(
                node,
                List.of(Axis.IMAGE, Axis.CHANNELS, Axis.SINGLE, Axis.SINGLE),
                "image x channels x 1 x 1");
    }

    /// The channels along the last axis, for a convolution over them.
    void requireSequence(Node node) {
        require(node, List.of(Axis.IMAGE, Axis.SINGLE, Axis.CHANNELS), "image x 1 x channels");
    }

    private void require(Node node, List<Axis> expected, String text) {
        if (!axes.equals(expected)) {
            throw Unfit.at(node, "reads the axes %s".formatted(axes), text);
        }
    }

    private List<Axis> flatten(Node node) {
        if (node.whole("axis", 1) != 1 || axes.getFirst() != Axis.IMAGE) {
            throw Unfit.at(node, "flattens %s".formatted(axes), "axis 1");
        }
        return List.of(Axis.IMAGE, Axis.CHANNELS);
    }

    private List<Axis> squeeze(Node node) {
        List<Axis> rest = new ArrayList<>(axes);
        List<Long> dropped = operand(node, axes.size());
        if (dropped.isEmpty()) {
            throw Unfit.at(node, "names no axes", "axes, for one image has a single axis more");
        }
        for (long axis : dropped.stream().sorted(Comparator.reverseOrder()).toList()) {
            if (rest.remove((int) axis) != Axis.SINGLE) {
                throw Unfit.at(node, "drops axis %d of %s".formatted(axis, axes), "a single one");
            }
        }
        return rest;
    }

    private List<Axis> unsqueeze(Node node) {
        List<Long> added =
                operand(node, axes.size() + 1).stream().sorted().toList(); // exporters add one
        List<Axis> more = new ArrayList<>(axes);
        if (added.size() != 1) {
            throw Unfit.at(node, "adds the axes %s".formatted(added), "one at a time");
        }
        more.add((int) (long) added.getFirst(), Axis.SINGLE);
        return more;
    }

    private List<Axis> transpose(Node node) {
        List<Long> order = node.wholes("perm", List.of());
        List<Axis> turned = new ArrayList<>();
        for (long axis : order) {
            turned.add(axes.get((int) within(node, axis, axes.size())));
        }
        if (order.stream().distinct().count() != axes.size() || turned.size() != axes.size()) {
            throw Unfit.at(node, "has perm %s".formatted(order), "an order of " + axes);
        }
        return turned;
    }

    /// The first number is the count of images, whatever it says; among the others one is that of
    /// the channels, or says "the rest".
    private List<Axis> reshape(Node node) {
        List<Long> target = target(node);
        List<Axis> shape = new ArrayList<>(List.of(Axis.IMAGE));
        for (long size : target.subList(1, target.size())) {
            boolean one = size == 1 && channels != 1;
            shape.add(one ? Axis.SINGLE : Axis.CHANNELS);
            boolean rest = size == -1 && target.getFirst() != -1;
            if (!one && size != channels && !rest) {
                throw Unfit.at(
                        node,
                        "gives the shape %s".formatted(target),
                        "images first, %d channels, and 1".formatted(channels));
            }
        }
        boolean ordered = axes.indexOf(Axis.IMAGE) < axes.indexOf(Axis.CHANNELS);
        if (!ordered || shape.stream().filter(axis -> axis == Axis.CHANNELS).count() != 1) {
            throw Unfit.at(
                    node,
                    "gives the shape %s".formatted(target),
                    "images first and %d channels once".formatted(channels));
        }
        return shape;
    }

    private List<Long> target(Node node) {
        String shape = node.input(1);
        List<Long> target =
                wiring.constants().has(shape)
                        ? wiring.constants().wholes(node, 1, "a shape")
                        : computed(node);
        boolean empty = node.whole("allowzero", 0) != 0 && target.contains(0L);
        if (target.size() < 2 || empty) {
            throw Unfit.at(node, "gives the shape %s".formatted(target), "images and channels");
        }
        return target;
    }

    /// A shape that is joined of sizes and constants.
    private List<Long> computed(Node node) {
        Node maker = wiring.sizeMaker(node.input(1));
        if (maker == null || !maker.operator().equals("Concat")) {
            throw Unfit.at(node, "reads a shape that the graph computes", "a constant or a Concat");
        }
        List<Long> target = new ArrayList<>();
        for (int i = 0; i < maker.inputs().size(); i++) {
            if (wiring.constants().has(maker.input(i))) {
                target.addAll(wiring.constants().wholes(maker, i, "a part of a shape"));
            } else {
                target.add(COMPUTED);
            }
        }
        return target;
    }

    /// The axes that `node` names: its second input, or in older versions its attribute.
    private List<Long> operand(Node node, int rank) {
        List<Long> named =
                node.inputs().size() > 1
                        ? wiring.constants().wholes(node, 1, "axes")
                        : node.wholes("axes", List.of());
        return named.stream().map(axis -> within(node, axis, rank)).distinct().toList();
    }

    private static long within(Node node, long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw Unfit.at(node, "names axis %d".formatted(axis), "one of %d".formatted(rank));
        }
        return axis < 0 ? axis + rank : axis;
    }
}
