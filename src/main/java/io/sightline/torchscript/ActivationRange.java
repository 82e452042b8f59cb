package io.sightline.torchscript;

import java.util.Map;

/// The range of numbers that an activation's 8 bits cover. A number outside it becomes the nearer
/// end.
///
/// @param min finite, at most 0
/// @param max finite, at min 0, above `min`
public record ActivationRange(float min, float max) {

    private static final int STEPS = 255;

    public ActivationRange {
        boolean finite = Float.isFinite(min) && Float.isFinite(max);
        if (!finite || !(min <= 0 && 0 <= max && min < max)) {
            throw new IllegalArgumentException(
                    "range is %s to %s, must be finite and hold 0 and more".formatted(min, max));
        }
    }

    /// The range of the activation `name`.
    ///
    /// @throws IllegalArgumentException if there is none
    static ActivationRange of(String name, Map<String, ActivationRange> ranges) {
        ActivationRange range = ranges.get(name);
        if (range == null) {
            throw new IllegalArgumentException("range of %s is missing".formatted(name));
        }
        return range;
    }

    /// What one step of the integer is worth.
    double scale() {
        return ((double) max - min) / STEPS;
    }

    /// The integer that stands for 0 exactly.
    int zeroPoint() {
        return (int) Math.rint(-min / scale());
    }
}
