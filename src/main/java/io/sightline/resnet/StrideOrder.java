package io.sightline.resnet;

/// Where a bottleneck that halves its input does so. Names and shapes of the tensors do not tell.
public enum StrideOrder {
    /// In the first 1x1 convolution, as in the paper.
    V1("v1"),
    /// In the 3x3 convolution, as in torchvision.
    V1_5("v1.5");

    private final String label;

    StrideOrder(String label) {
        this.label = label;
    }

    /// The usual name, `v1` or `v1.5`.
    public String label() {
        return label;
    }
}
