package io.sightline.load;

/// How the times between arrivals are spread around their mean.
public enum Arrivals {
    /// All the same.
    CONSTANT,
    /// Exponentially, as those of many clients who know nothing of each other.
    POISSON
}
