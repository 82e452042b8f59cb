package io.sightline.resnet;

/// What a checkpoint's tensors do not tell of their network. It comes from the configuration beside
/// the checkpoint, or from whoever knows.
///
/// @param strideOrder where bottlenecks halve their input
/// @param downsampling how blocks halve their input
/// @param stemPooling whether the stem ends in a pooling
/// @param firstStride stride of the first stage, 1 or 2; 1 in all published networks
public record ResNetOptions(
        StrideOrder strideOrder,
        Downsampling downsampling,
        StemPooling stemPooling,
        int firstStride) {

    /// What nearly all published networks are: v1.5, strided, pooled as the stem suggests.
    public static final ResNetOptions DEFAULT = of(StrideOrder.V1_5);

    public ResNetOptions {
        if (firstStride != 1 && firstStride != 2) {
            throw new IllegalArgumentException(
                    "first-stride is %d, must be 1 or 2".formatted(firstStride));
        }
    }

    /// The default with its strides in this order.
    public static ResNetOptions of(StrideOrder strideOrder) {
        return new ResNetOptions(strideOrder, Downsampling.STRIDED, StemPooling.AS_STEM, 1);
    }

    /// These options with another way of halving.
    public ResNetOptions with(Downsampling other) {
        return new ResNetOptions(strideOrder, other, stemPooling, firstStride);
    }

    /// These options with another end of the stem.
    public ResNetOptions with(StemPooling other) {
        return new ResNetOptions(strideOrder, downsampling, other, firstStride);
    }
}
