package io.sightline.conversion.program;

import io.sightline.checkpoint.script.ScriptGraph;
import io.sightline.checkpoint.script.Value;
import io.sightline.checkpoint.script.Value.Result;
import io.sightline.checkpoint.script.Value.Several;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The steps of a program, each operator written in one of the ways that there are to write it.
final class ProgramSteps {

    /// More of a list is not told apart.
    private static final int MAX_ITEMS = 16;

    private final Steps steps;
    private final Map<String, String> names;
    private final IdentityHashMap<Result, Integer> numbers = new IdentityHashMap<>();

    /// Steps of one number for each channel, whose shape does not matter.
    private final Set<Integer> vectors = new HashSet<>();

    /// @param names of the tensors in the file, with the names that torchvision has for them
    ProgramSteps(Steps steps, ScriptGraph graph, Map<String, String> names) {
        this.steps = steps;
        this.names = names;
        numbers.put(graph.image(), Steps.IMAGE);
        for (Result result : graph.results()) {
            int number = number(result);
            numbers.put(result, number);
        }
    }

    /// The number of what made `value`.
    int of(Value value) {
        return value instanceof Result result
                ? Objects.requireNonNull(numbers.get(result))
                : steps.number(text(value));
    }

    private int number(Result result) {
        Arguments given = new Arguments(result);
        if (given.list().isEmpty()) {
            return steps.number(result.operator());
        }
        int input = of(given.at(0));
        String operator = result.operator().replaceFirst("(?<=[a-z])_$", "");
        return switch (operator) {
            case "torch.relu" -> along(input, Steps.relu());
            case "torch.sigmoid" -> along(input, "torch.sigmoid");
            case "torch._convolution", "torch.conv2d" -> along(input, convolution(operator, given));
            case "torch.conv1d" ->
                    along(input, Steps.convolution1d(weight(given, 1), given.side(4)));
            case "torch.batch_norm" ->
                    steps.number(
                            Steps.batchNorm(normalisation(given, 1), text(given.at(7))), input);
            case "torch.group_norm" ->
                    steps.number(
                            Steps.groupNorm(
                                    normalisation(given, 2), given.whole(1), text(given.at(4))),
                            input);
            case "torch.max_pool2d" -> maximum(given, input);
            case "torch.avg_pool2d" -> average(given, input);
            case "torch.adaptive_avg_pool2d" ->
                    given.isSquare(1, 1) ? mean(input) : other(result, given);
            case "torch.mean" -> isOverPixels(given) ? mean(input) : other(result, given);
            case "torch.flatten",
                    "torch.view",
                    "torch.reshape",
                    "torch.squeeze",
                    "torch.unsqueeze",
                    "torch.expand_as",
                    "torch.transpose" ->
                    vectors.contains(input) ? input : other(result, given);
            case "torch.dropout", "torch.feature_dropout" ->
                    given.at(2).equals(new Value.Truth(false)) ? input : other(result, given);
            case "torch.linear" ->
                    steps.number(Steps.linear(weight(given, 1), weight(given, 2)), input);
            case "torch.addmm" -> addmm(result, given);
            case "torch.add" ->
                    given.list().size() < 3 || given.at(2).equals(new Value.Number(1))
                            ? steps.sum(Steps.add(), input, of(given.at(1)))
                            : other(result, given);
            case "torch.mul" -> steps.sum("torch.mul", input, of(given.at(1)));
            default -> other(result, given);
        };
    }

    /// A step that keeps the number of its inputs.
    private int along(int input, String what) {
        int number = steps.number(what, input);
        if (vectors.contains(input)) {
            vectors.add(number);
        }
        return number;
    }

    private int mean(int input) {
        int number = steps.number(Steps.mean(), input);
        vectors.add(number);
        return number;
    }

    private String convolution(String operator, Arguments given) {
        boolean general = operator.equals("torch._convolution");
        boolean transposed = general && !given.at(6).equals(new Value.Truth(false));
        int groups = general ? given.whole(8) : given.whole(6, 1);
        String dilation = given.square(5, 1);
        String text =
                Steps.convolution(
                        weight(given, 1),
                        weight(given, 2),
                        given.square(3, 1),
                        given.square(4, 0),
                        groups);
        return text
                + (dilation.equals("1 x 1") ? "" : ", dilation " + dilation)
                + (transposed ? ", transposed" : "");
    }

    private int maximum(Arguments given, int input) {
        String text = Steps.maximum(given.square(1, 1), given.square(2, 1), given.square(3, 0));
        boolean plain = given.square(4, 1).equals("1 x 1") && given.isFalse(5);
        return steps.number(plain ? text : text + ", dilated or partial", input);
    }

    private int average(Arguments given, int input) {
        boolean partial = !given.isFalse(4);
        String text = Steps.average(given.square(1, 1), given.square(2, 1), partial);
        boolean padded = !given.square(3, 0).equals("0 x 0");
        boolean divided = given.list().size() > 6 && given.at(6) != Value.Nothing.NONE;
        return steps.number(padded || divided ? text + ", padded" : text, input);
    }

    private static boolean isOverPixels(Arguments given) {
        return List.of("2 x 3", "-1 x -2", "-2 x -1").contains(given.square(1, 0));
    }

    /// `bias + input * transposed weight`
    private int addmm(Result result, Arguments given) {
        return given.at(2) instanceof Result transposed
                        && transposed.operator().equals("torch.t")
                        && transposed.arguments().getFirst() instanceof Value.Weight(String weight)
                ? steps.number(Steps.linear(named(weight), weight(given, 0)), of(given.at(1)))
                : other(result, given);
    }

    private int other(Result result, Arguments given) {
        String parameters =
                given.list().stream()
                        .filter(value -> !(value instanceof Result))
                        .map(this::text)
                        .collect(Collectors.joining(", ", "(", ")"));
        Integer[] inputs =
                given.list().stream()
                        .filter(Result.class::isInstance)
                        .map(this::of)
                        .toArray(Integer[]::new);
        return steps.number(
                result.operator() + (parameters.equals("()") ? "" : parameters), inputs);
    }

    /// What the four tensors of a normalisation have in common.
    private String normalisation(Arguments given, int first) {
        String weight = weight(given, first);
        String name = weight.replaceFirst("\\.weight$", "");
        boolean whole = weight(given, first + 1).equals(name + ".bias");
        boolean running =
                first == 2
                        || (weight(given, 3).equals(name + ".running_mean")
                                && weight(given, 4).equals(name + ".running_var")
                                && given.isFalse(5));
        return whole && running ? name : weight + " and other tensors";
    }

    private String weight(Arguments given, int index) {
        return given.list().size() > index ? text(given.at(index)) : "None";
    }

    private String text(Value value) {
        return switch (value) {
            case Value.Weight(String name) -> named(name);
            case Value.Number(double number) ->
                    number == Math.rint(number) && Math.abs(number) < 1e9
                            ? String.valueOf((long) number)
                            : String.valueOf(number);
            case Value.Truth(boolean is) -> String.valueOf(is);
            case Value.Text(String text) -> text;
            case Value.Nothing _ -> "None";
            case Several several ->
                    several.values().stream()
                            .limit(MAX_ITEMS)
                            .map(each -> each instanceof Several ? "?" : text(each))
                            .collect(Collectors.joining(", ", "[", "]"));
            case Result _, Value.Module _, Value.Function _, Value.Unknown _ -> "?";
        };
    }

    private String named(String tensor) {
        return names.getOrDefault(tensor, tensor);
    }
}
