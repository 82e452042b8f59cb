package io.sightline.torchscript;

/// The formats of floating-point numbers that networks run in.
enum FloatFormat {
    FLOAT32(6),
    BFLOAT16(15);

    private final int number;

    FloatFormat(int number) {
        this.number = number;
    }

    /// What PyTorch numbers it as a type of tensors.
    int number() {
        return number;
    }
}
