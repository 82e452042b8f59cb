package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.onnx.Node;
import java.util.ArrayList;
import java.util.List;

/// Rows and columns of zeros around a feature map.
///
/// @param sides their number: above, left, below, right
record Padding(List<Long> sides) {

    static final Padding NONE = new Padding(List.of(0L, 0L, 0L, 0L));

    private static final int RANK = 4;

    /// A padding that is not a plausible one is refused before sums of it overflow.
    private static final long MAX_AMOUNT = 1 << 10;

    Padding {
        sides = List.copyOf(sides);
    }

    /// What the operator Pad `node` puts around its input.
    static Padding of(Node node, Constants constants) {
        String mode = node.text("mode", "constant");
        if (!mode.equals("constant") || value(node, constants) != 0) {
            throw Unfit.at(node, "pads in mode %s".formatted(Printable.quote(mode)), "zeros");
        }
        List<Long> amounts = amounts(node, constants);
        List<Long> axes =
                node.input(3).isEmpty()
                        ? List.of(0L, 1L, 2L, 3L)
                        : constants.wholes(node, 3, "axes");
        if (amounts.size() != 2 * axes.size()) {
            throw Unfit.at(node, "pads by %s".formatted(amounts), "two amounts for each axis");
        }
        List<Long> all = new ArrayList<>(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L));
        for (int i = 0; i < axes.size(); i++) {
            int axis = (int) Math.floorMod(axes.get(i), (long) RANK);
            all.set(axis, amounts.get(i));
            all.set(RANK + axis, amounts.get(axes.size() + i));
        }
        boolean plain = all.get(0) == 0 && all.get(1) == 0 && all.get(4) == 0 && all.get(5) == 0;
        boolean small = all.stream().allMatch(amount -> amount >= 0 && amount <= MAX_AMOUNT);
        if (!plain || !small) {
            throw Unfit.at(node, "pads by %s".formatted(all), "rows and columns only");
        }
        return new Padding(List.of(all.get(2), all.get(3), all.get(6), all.get(7)));
    }

    private static float value(Node node, Constants constants) {
        if (node.input(2).isEmpty()) {
            return node.real("value", 0);
        }
        float[] values = constants.tensor(node, 2, "a value").toFloats();
        return values.length == 1 ? values[0] : Float.NaN;
    }

    /// Whether the operator Pad `node` is known to put nothing around its input, in any mode.
    static boolean isNone(Node node, Constants constants) {
        return (node.input(1).isEmpty() || constants.isTensor(node.input(1)))
                && amounts(node, constants).stream().allMatch(amount -> amount == 0);
    }

    private static List<Long> amounts(Node node, Constants constants) {
        return node.input(1).isEmpty()
                ? node.wholes("pads", List.of())
                : constants.wholes(node, 1, "amounts");
    }

    /// Both, one around the other.
    Padding and(List<Long> others) {
        List<Long> sum = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            sum.add(sides.get(i) + others.get(i));
        }
        return new Padding(sum);
    }
}
