package io.sightline.checkpoint.pickle;

/// Who wrote a pickle, which decides the names that it may hold.
public enum Dialect {
    /// `torch.save`.
    PYTHON,
    /// `torch.jit.save`, which also names the classes that the archive defines.
    TORCHSCRIPT
}
