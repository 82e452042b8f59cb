package io.sightline.conversion.program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The steps of networks, numbered so that equal steps on equal inputs have one number, whoever
/// takes them. Two networks do the same if their last steps have the same number.
final class Steps {

    /// The number of the image.
    static final int IMAGE = 0;

    private final List<Step> steps = new ArrayList<>();
    private final Map<Step, Integer> numbers = new HashMap<>();

    Steps() {
        number("the image");
    }

    /// What is done to the results of other steps.
    ///
    /// @param what for example `torch.relu`, with every parameter that matters
    record Step(String what, List<Integer> inputs) {}

    int number(String what, Integer... inputs) {
        return number(new Step(what, List.of(inputs)));
    }

    /// The number of a step whose inputs may change places.
    int sum(String what, int left, int right) {
        return number(what, Math.min(left, right), Math.max(left, right));
    }

    private int number(Step step) {
        return numbers.computeIfAbsent(
                step,
                _ -> {
                    steps.add(step);
                    return steps.size() - 1;
                });
    }

    String what(int number) {
        return steps.get(number).what();
    }

    static String relu() {
        return "torch.relu";
    }

    static String add() {
        return "torch.add";
    }

    static String mean() {
        return "the mean of each channel";
    }

    static String convolution(
            String weight, String bias, Object stride, Object padding, int parts) {
        return "torch.conv2d by %s and %s, stride %s, padding %s, %d groups"
                .formatted(weight, bias, stride, padding, parts);
    }

    static String convolution1d(String weight, Object padding) {
        return "torch.conv1d by %s, padding %s".formatted(weight, padding);
    }

    static String batchNorm(String name, Object epsilon) {
        return "torch.batch_norm by %s, epsilon %s".formatted(name, epsilon);
    }

    static String groupNorm(String name, int groups, Object epsilon) {
        return "torch.group_norm by %s, %d groups, epsilon %s".formatted(name, groups, epsilon);
    }

    static String maximum(Object kernel, Object stride, Object padding) {
        return "torch.max_pool2d of %s, stride %s, padding %s".formatted(kernel, stride, padding);
    }

    static String average(Object kernel, Object stride, boolean partial) {
        return "torch.avg_pool2d of %s, stride %s%s"
                .formatted(kernel, stride, partial ? ", partial ones too" : "");
    }

    static String linear(String weight, String bias) {
        return "torch.linear by %s and %s".formatted(weight, bias);
    }
}
