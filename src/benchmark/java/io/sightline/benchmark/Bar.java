package io.sightline.benchmark;

/// A figure and the bound it must keep.
///
/// @param name what was measured
/// @param value what it came to
/// @param bound what it is held against
/// @param side where it must lie
public record Bar(String name, double value, double bound, Side side) {

    /// The side of the bound on which a figure is good; the bound itself is.
    public enum Side {
        /// The less the better.
        AT_MOST,
        /// The more the better.
        AT_LEAST
    }

    /// A figure that must not exceed `bound`.
    public static Bar atMost(String name, double value, double bound) {
        return new Bar(name, value, bound, Side.AT_MOST);
    }

    /// A figure that must reach `bound`.
    public static Bar atLeast(String name, double value, double bound) {
        return new Bar(name, value, bound, Side.AT_LEAST);
    }

    /// Whether the bound is kept.
    public boolean met() {
        return switch (side) {
            case AT_MOST -> value <= bound;
            case AT_LEAST -> value >= bound;
        };
    }

    @Override
    public String toString() {
        return "%-52s %8.3f  %s %6.3f  %s"
                .formatted(
                        name,
                        value,
                        side == Side.AT_MOST ? "<=" : ">=",
                        bound,
                        met() ? "met" : "MISSED");
    }
}
