package io.sightline.serving.version;

import io.sightline.repository.ModelFailedException;
import java.util.Map;
import java.util.SortedSet;

/// Which of the versions that there are of a model the settings choose.
///
/// @param model its name
/// @param served the default version: a number, or `latest`
/// @param labels the number that each points at
public record VersionChoice(String model, String served, Map<String, Integer> labels) {

    /// The setting for the version with the highest number.
    public static final String LATEST = "latest";

    public VersionChoice {
        labels = Map.copyOf(labels);
    }

    /// What the choice comes to, given the numbers that there are.
    ///
    /// @param numbers at least one; only 0 if the model has no numbered versions
    /// @throws ModelFailedException if a version that is chosen does not exist
    public Pointers among(SortedSet<Integer> numbers) {
        if (numbers.last() == 0 && (!served.equals(LATEST) || !labels.isEmpty())) {
            throw new ModelFailedException(
                    ("a version of model %s is chosen, must be one with numbered folders, such as"
                                    + " %s/1")
                            .formatted(model, model));
        }
        int number = served.equals(LATEST) ? numbers.last() : Integer.parseInt(served);
        Pointers pointers = new Pointers(number, labels);
        for (int each : pointers.numbers()) {
            if (!numbers.contains(each)) {
                throw new ModelFailedException(
                        "version %d of model %s is not there, must be one of %s"
                                .formatted(each, model, numbers));
            }
        }
        return pointers;
    }
}
