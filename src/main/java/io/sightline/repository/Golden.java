package io.sightline.repository;

import java.util.List;
import java.util.Optional;

/// A golden image: one whose answer in float32 was recorded when the model was known to be right,
/// so that a later version, machine or precision can be held against it.
///
/// @param image the file in the model's folder
/// @param classes the most probable ones, best first
/// @param probabilities of these classes
public record Golden(String image, List<Integer> classes, List<Float> probabilities) {

    /// How far a probability may be from the one recorded where float32 is run. Machines differ in
    /// the order of their sums, which moves the sixth digit.
    public static final double FLOAT32_TOLERANCE = 1e-3;

    /// How far in bfloat16, whose numbers have three digits: a logit of 10 is off by up to 0.04 for
    /// each time that it is rounded, and a probability by a few hundredths.
    private static final double BFLOAT16_TOLERANCE = 0.05;

    /// How far in 8 bits. There probabilities differ by a few percent, where two classes are close
    /// by more; a network with other weights, classes or preprocessing differs by nearly all of the
    /// recorded probability.
    private static final double INT8_TOLERANCE = 0.25;

    public Golden {
        FileReference.requirePlainName(image);
        classes = List.copyOf(classes);
        probabilities = List.copyOf(probabilities);
        if (classes.isEmpty() || classes.size() != probabilities.size()) {
            throw new IllegalArgumentException(
                    "golden has %d classes and %d probabilities, must have as many of both"
                            .formatted(classes.size(), probabilities.size()));
        }
    }

    /// The maximum difference of a probability where a precision is run.
    ///
    /// @param precision as answers call it, for example `int8`
    public static double tolerance(String precision) {
        return switch (precision) {
            case "int8" -> INT8_TOLERANCE;
            case "bfloat16" -> BFLOAT16_TOLERANCE;
            default -> FLOAT32_TOLERANCE;
        };
    }

    /// How an answer differs from the one recorded: a clause; empty if it does not.
    ///
    /// @param answered classes, best first
    /// @param probability of each class answered
    /// @param tolerance the maximum difference of a probability
    public Optional<String> deviation(
            List<Integer> answered, List<Float> probability, double tolerance) {
        for (int i = 0; i < classes.size(); i++) {
            int place = answered.indexOf(classes.get(i));
            float found = place < 0 ? 0 : probability.get(place);
            // Written so that NaN deviates, too.
            if (!(Math.abs(found - probabilities.get(i)) <= tolerance)) {
                return Optional.of(
                        ("the probability of class %d for the golden image is %s, must be %s"
                                        + " give or take %s")
                                .formatted(classes.get(i), found, probabilities.get(i), tolerance));
            }
        }
        return Optional.empty();
    }
}
