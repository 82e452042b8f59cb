package io.sightline.resnet;

/// The two kinds of residual block.
public enum BlockKind {
    /// Two 3x3 convolutions.
    BASIC,
    /// 1x1, 3x3 and 1x1 convolutions, the last four times as wide.
    BOTTLENECK
}
