package io.sightline.load;

/// How the times between arrivals are distributed around their mean.
public enum Arrivals {
    /// All equal.
    CONSTANT,
    /// Exponential, as from many independent clients.
    POISSON
}
