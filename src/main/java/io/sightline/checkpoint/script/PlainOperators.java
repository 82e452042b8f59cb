package io.sightline.checkpoint.script;

import io.sightline.checkpoint.script.Value.Nothing;
import io.sightline.checkpoint.script.Value.Several;
import io.sightline.checkpoint.script.Value.Truth;
import io.sightline.checkpoint.script.Value.Unknown;
import java.util.List;

/// Operators on what is known without an image: numbers, truth values, lists.
final class PlainOperators {

    private PlainOperators() {}

    /// What `operator` makes of `arguments`; unknown if it is none of these, or they are.
    static Value of(String operator, List<Value> arguments) {
        return switch (arguments.size()) {
            case 1 -> of(operator, arguments.getFirst());
            case 2 -> of(operator, arguments.getFirst(), arguments.getLast());
            default -> new Unknown();
        };
    }

    private static Value of(String operator, Value value) {
        return switch (value) {
            case Truth(boolean is) when operator.equals("torch.__not__") -> new Truth(!is);
            case Several several when operator.equals("torch.len") ->
                    new Value.Number(several.values().size());
            case Value.Number(double number) when operator.equals("torch.neg") ->
                    new Value.Number(-number);
            default -> new Unknown();
        };
    }

    private static Value of(String operator, Value left, Value right) {
        return switch (operator) {
            case "torch.__is__" -> identity(left, right, true);
            case "torch.__isnot__" -> identity(left, right, false);
            case "torch.eq" -> equality(left, right, true);
            case "torch.ne" -> equality(left, right, false);
            default ->
                    left instanceof Value.Number(double a)
                                    && right instanceof Value.Number(double b)
                            ? of(operator, a, b)
                            : new Unknown();
        };
    }

    @SuppressWarnings("ReferenceEquality") // what the program asks for
    private static Value identity(Value left, Value right, boolean same) {
        boolean none = left == Nothing.NONE || right == Nothing.NONE;
        return none && !(left instanceof Unknown) && !(right instanceof Unknown)
                ? new Truth((left == right) == same)
                : new Unknown();
    }

    private static Value equality(Value left, Value right, boolean same) {
        return isPlain(left) && isPlain(right)
                ? new Truth(left.equals(right) == same)
                : new Unknown();
    }

    private static boolean isPlain(Value value) {
        return value instanceof Value.Number
                || value instanceof Value.Text
                || value instanceof Truth
                || value == Nothing.NONE;
    }

    private static Value of(String operator, double left, double right) {
        return switch (operator) {
            case "torch.lt" -> new Truth(left < right);
            case "torch.le" -> new Truth(left <= right);
            case "torch.gt" -> new Truth(left > right);
            case "torch.ge" -> new Truth(left >= right);
            case "torch.add" -> new Value.Number(left + right);
            case "torch.sub" -> new Value.Number(left - right);
            case "torch.mul" -> new Value.Number(left * right);
            default -> new Unknown();
        };
    }
}
