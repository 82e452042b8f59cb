package io.sightline.torchscript;

/// Whether a convolution applies the ReLU and adds the shortcut that follow it before it writes its
/// result, by operators that PyTorch has on some processors only.
public enum Fusion {
    /// Each is an operator of its own, as PyTorch exports networks.
    NONE,
    /// The convolution does them.
    FUSED
}
