package io.sightline.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// What a network gave for one image: the outputs that were asked for. Immutable.
public final class NetworkOutput {

    private final Map<Output, float[]> numbers;

    /// @param numbers by output; the arrays are this object's from now on
    public NetworkOutput(Map<Output, float[]> numbers) {
        this.numbers = new EnumMap<>(numbers);
    }

    /// Those that were asked for.
    public Set<Output> outputs() {
        return Set.copyOf(numbers.keySet());
    }

    /// How many numbers `output` has; for [Output#LOGITS] one for each class.
    ///
    /// @throws IllegalArgumentException if it was not asked for
    public int length(Output output) {
        return stored(output).length;
    }

    /// One number of `output`.
    ///
    /// @throws IllegalArgumentException if the output was not asked for
    public float at(Output output, int index) {
        return stored(output)[index];
    }

    /// A copy of all numbers of `output`.
    ///
    /// @throws IllegalArgumentException if it was not asked for
    public float[] copy(Output output) {
        return stored(output).clone();
    }

    private float[] stored(Output output) {
        return askedFor(output, numbers);
    }

    /// The numbers of `output` themselves.
    ///
    /// @throws IllegalArgumentException if it was not asked for
    static float[] askedFor(Output output, Map<Output, float[]> numbers) {
        float[] found = numbers.get(output);
        if (found == null) {
            throw new IllegalArgumentException(
                    "output is %s, must be one of those asked for: %s"
                            .formatted(output, numbers.keySet()));
        }
        return found;
    }
}
