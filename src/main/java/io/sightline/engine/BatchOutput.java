package io.sightline.engine;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// What one forward pass gave: for each output that was asked for, the numbers of all images, one
/// image after the other.
public final class BatchOutput {

    private final Map<Output, float[]> numbers;

    /// @param numbers at least one output, whose arrays are the batch's from now on
    public BatchOutput(Map<Output, float[]> numbers) {
        this.numbers = new EnumMap<>(numbers);
    }

    /// The numbers of `output` themselves, to be read only.
    ///
    /// @throws IllegalArgumentException if it was not asked for
    public float[] of(Output output) {
        return NetworkOutput.askedFor(output, numbers);
    }

    /// The part of image `index` of `count`, of the outputs in `wanted` only.
    public NetworkOutput image(int index, int count, Set<Output> wanted) {
        Map<Output, float[]> part = new EnumMap<>(Output.class);
        for (Output output : wanted) {
            float[] all = of(output);
            int length = all.length / count;
            part.put(output, Arrays.copyOfRange(all, index * length, (index + 1) * length));
        }
        return new NetworkOutput(part);
    }
}
