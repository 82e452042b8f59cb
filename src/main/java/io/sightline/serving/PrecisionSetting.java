package io.sightline.serving;

/// What a setting may ask of a network's arithmetic.
public enum PrecisionSetting {
    /// The fastest that the machine has instructions for and the model's card vouches for.
    AUTO,
    /// Single precision, the reference.
    FLOAT32,
    /// Weights and activations in bfloat16.
    BFLOAT16,
    /// Weights and activations of 8 bits; the model must have been calibrated.
    INT8
}
