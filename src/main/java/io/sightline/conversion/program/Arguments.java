package io.sightline.conversion.program;

import io.sightline.checkpoint.script.Value;
import io.sightline.checkpoint.script.Value.Number;
import io.sightline.checkpoint.script.Value.Result;
import io.sightline.checkpoint.script.Value.Several;
import java.util.ArrayList;
import java.util.List;

/// The arguments of an operator, by their places. Those given by name come last, in their order.
record Arguments(List<Value> list) {

    Arguments(Result result) {
        this(joined(result));
    }

    private static List<Value> joined(Result result) {
        List<Value> all = new ArrayList<>(result.arguments());
        all.addAll(result.keywords().sequencedValues());
        return List.copyOf(all);
    }

    Value at(int index) {
        return index < list.size() ? list.get(index) : new Value.Unknown();
    }

    /// A whole number; -1 if it is none.
    int whole(int index) {
        return at(index) instanceof Number(double number) && number == Math.rint(number)
                ? (int) number
                : -1;
    }

    /// A whole number, `usual` if it is not given.
    int whole(int index, int usual) {
        return index < list.size() ? whole(index) : usual;
    }

    /// The first number of a list, or a number.
    int side(int index) {
        return at(index) instanceof Several several && several.values().size() == 1
                ? new Arguments(several.values()).whole(0)
                : whole(index);
    }

    /// Two numbers as a text, for example `3 x 3`.
    ///
    /// @param usual what both are if they are not given
    String square(int index, int usual) {
        if (index >= list.size()) {
            return "%d x %d".formatted(usual, usual);
        }
        if (list.get(index) instanceof Several several && several.values().size() == 2) {
            Arguments both = new Arguments(several.values());
            return "%d x %d".formatted(both.whole(0), both.whole(1));
        }
        return "%d x %d".formatted(side(index), side(index));
    }

    boolean isSquare(int index, int side) {
        return square(index, 0).equals("%d x %d".formatted(side, side));
    }

    /// Whether it is false, or not given.
    boolean isFalse(int index) {
        return index >= list.size() || list.get(index).equals(new Value.Truth(false));
    }
}
