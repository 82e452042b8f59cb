package io.sightline.conversion.onnx;

import io.sightline.checkpoint.onnx.Node;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// How a convolution or a pooling moves over its input, along rows and columns.
///
/// @param kernel extent of the window
/// @param strides steps between outputs
/// @param pads zeros above, left, below, right
/// @param dilations steps between the inputs of one window
record Window(List<Long> kernel, List<Long> strides, List<Long> pads, List<Long> dilations) {

    private static final List<Long> ONES = List.of(1L, 1L);

    Window {
        kernel = List.copyOf(kernel);
        strides = List.copyOf(strides);
        pads = List.copyOf(pads);
        dilations = List.copyOf(dilations);
    }

    /// The window of the same kernel, stride and padding along both axes.
    static Window square(long kernel, long stride, long padding) {
        return new Window(
                Collections.nCopies(2, kernel),
                Collections.nCopies(2, stride),
                Collections.nCopies(4, padding),
                ONES);
    }

    /// The window of `node`.
    ///
    /// @param kernel that its weights have; the node's own if it has none
    /// @param before what an operator before it put around its input
    static Window of(Node node, List<Long> kernel, Padding before) {
        List<Long> extent = attribute(node, "kernel_shape", kernel, 2);
        if (!kernel.isEmpty() && !extent.equals(kernel)) {
            throw Unfit.at(
                    node,
                    "has kernel_shape %s".formatted(extent),
                    "that of its weights, " + kernel);
        }
        List<Long> strides = attribute(node, "strides", ONES, 2);
        List<Long> dilations = attribute(node, "dilations", ONES, 2);
        List<Long> pads = pads(node, extent, strides, dilations);
        return new Window(extent, strides, before.and(pads).sides(), dilations);
    }

    private static List<Long> pads(
            Node node, List<Long> kernel, List<Long> strides, List<Long> dilations) {
        String automatic = node.text("auto_pad", "NOTSET");
        return switch (automatic) {
            case "NOTSET" -> attribute(node, "pads", Padding.NONE.sides(), 4);
            case "VALID" -> Padding.NONE.sides();
            case "SAME_UPPER", "SAME_LOWER" -> {
                boolean odd = kernel.stream().allMatch(size -> size % 2 == 1);
                boolean fixed = strides.equals(ONES) && dilations.equals(ONES);
                if (kernel.equals(ONES)) {
                    yield Padding.NONE.sides();
                }
                if (!odd || !fixed) {
                    throw Unfit.at(
                            node,
                            "has auto_pad %s, which depends on the image".formatted(automatic),
                            "pads");
                }
                long rows = kernel.get(0) / 2;
                long columns = kernel.get(1) / 2;
                yield List.of(rows, columns, rows, columns);
            }
            default -> throw Unfit.at(node, "has an unknown auto_pad", "pads");
        };
    }

    private static List<Long> attribute(Node node, String name, List<Long> absent, int count) {
        List<Long> values = node.wholes(name, absent);
        boolean small = values.stream().allMatch(value -> value >= 0 && value <= 1 << 10);
        if (values.size() != count || !small) {
            throw Unfit.at(
                    node,
                    "has %s as %s".formatted(values, name),
                    "%d small numbers, for images".formatted(count));
        }
        return values;
    }

    @Override
    public String toString() {
        return "kernel %s, stride %s, padding %s, dilation %s"
                .formatted(text(kernel), text(strides), text(pads), text(dilations));
    }

    private static String text(List<Long> values) {
        return values.stream().distinct().count() == 1
                ? String.valueOf(values.getFirst())
                : values.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}
