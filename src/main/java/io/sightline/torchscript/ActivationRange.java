package io.sightline.torchscript;

import java.util.Map;

/// The range of numbers that an activation's 8 bits cover. A number outside it becomes the nearer
/// end.
///
/// @param least finite, at most 0
/// @param largest finite, at least 0, above `least`
public record ActivationRange(float least, float largest) {

    private static final int STEPS = 255;

    public ActivationRange {
        boolean finite = Float.isFinite(least) && Float.isFinite(largest);
        if (!finite || !(least <= 0 && 0 <= largest && least < largest)) {
            throw new IllegalArgumentException(
                    "range is %s to %s, must be finite and hold 0 and more"
                            .formatted(least, largest));
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
        return ((double) largest - least) / STEPS;
    }

    /// The integer that stands for 0, exactly.
    int zero() {
        return (int) Math.rint(-least / scale());
    }
}
