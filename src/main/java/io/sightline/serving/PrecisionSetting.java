package io.sightline.serving;

/// The precision that a setting may ask for.
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
