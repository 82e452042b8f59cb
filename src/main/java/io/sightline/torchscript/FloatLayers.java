package io.sightline.torchscript;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Shape;
import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.Normalisation;
import java.util.function.Supplier;

/// Layers that calculate with floating-point numbers, float32 or bfloat16.
///
/// Each sum and ReLU works in place on a tensor that nothing else reads.
sealed class FloatLayers implements Layers permits FusedFloatLayers {

    private final Checkpoint checkpoint;
    private final Constants constants;
    private final FloatFormat format;

    FloatLayers(Checkpoint checkpoint, Constants constants, FloatFormat format) {
        this.checkpoint = checkpoint;
        this.constants = constants;
        this.format = format;
    }

    /// The layers in `format`, fused or not.
    static FloatLayers of(
            Checkpoint checkpoint, Constants constants, FloatFormat format, Fusion fusion) {
        return switch (fusion) {
            case NONE -> new FloatLayers(checkpoint, constants, format);
            case FUSED -> new FusedFloatLayers(checkpoint, constants, format);
        };
    }

    private static String to(String variable, FloatFormat format) {
        return "torch.to(%s, %s)".formatted(variable, format.number());
    }

    @Override
    public String enter(String image) {
        return switch (format) {
            case FLOAT32 -> image;
            case BFLOAT16 -> to(image, FloatFormat.BFLOAT16);
        };
    }

    @Override
    public String convolution(Convolution convolution, String input) {
        int stride = convolution.stride();
        int padding = convolution.padding();
        String convolved =
                "torch.conv2d(%s, %s, [%s, %s], [%s, %s], [1, 1], %s)"
                        .formatted(
                                input,
                                tensors(convolution),
                                stride,
                                stride,
                                padding,
                                padding,
                                convolution.groups());
        return normalised(convolution, convolved);
    }

    /// Kernels and biases of a convolution, as two arguments.
    final String tensors(Convolution convolution) {
        FoldedConvolution folded = new FoldedConvolution(convolution, checkpoint);
        Shape sizes = convolution.weight();
        Storage kernels = storage(sizes.elements(), folded::weight);
        String weight = constants.add(Constant.channelsLast(sizes, kernels));
        return switch (convolution.normalisation()) {
            case Normalisation.Batch _, Normalisation.Folded _ -> {
                Shape channels = Shape.of(convolution.out());
                Storage shifts = storage(convolution.out(), folded::bias);
                yield weight + ", " + constants.add(Constant.contiguous(channels, shifts));
            }
            case Normalisation.Group _ -> weight + ", None";
        };
    }

    /// The output of a convolution normalised, unless that is folded into its kernels.
    final String normalised(Convolution convolution, String output) {
        return switch (convolution.normalisation()) {
            case Normalisation.Batch _, Normalisation.Folded _ -> output;
            case Normalisation.Group(String name, int groups) -> {
                FloatConstants floats = new FloatConstants(checkpoint, constants);
                Shape channels = Shape.of(convolution.out());
                yield "torch.group_norm(%s, %s, %s, %s, %s, False)"
                        .formatted(
                                output,
                                groups,
                                floats.constant(name + ".weight", channels),
                                floats.constant(name + ".bias", channels),
                                Normalisation.EPSILON);
            }
        };
    }

    @Override
    public String blurred(int channels, String input) {
        Storage kernels = storage(channels * Blurring.AREA, () -> Blurring.kernels(channels));
        String weight = constants.add(Constant.contiguous(Blurring.shape(channels), kernels));
        return Blurring.expression(channels, weight, input);
    }

    @Override
    public String mean(String residual) {
        return switch (format) {
            case FLOAT32 -> "torch.mean(%s, [2, 3])".formatted(residual);
            case BFLOAT16 ->
                    "torch.mean(%s, [2, 3], False, dtype=%s)"
                            .formatted(residual, FloatFormat.FLOAT32.number());
        };
    }

    @Override
    public String gatedSum(Block block, String residual, String gate, String shortcut) {
        String factors =
                switch (format) {
                    case FLOAT32 -> gate;
                    case BFLOAT16 -> to(gate, FloatFormat.BFLOAT16);
                };
        return "torch.relu_(torch.addcmul_(%s, %s, %s, value=1))"
                .formatted(shortcut, residual, factors);
    }

    private Storage storage(int elements, Supplier<float[]> values) {
        return switch (format) {
            case FLOAT32 -> Storage.float32(elements, values);
            case BFLOAT16 -> Storage.bfloat16(elements, values);
        };
    }

    @Override
    public String rectified(Convolution convolution, String input) {
        return "torch.relu_(%s)".formatted(convolution(convolution, input));
    }

    @Override
    public String sum(Block block, String residual, String shortcut) {
        return "torch.relu_(torch.add_(%s, %s))".formatted(residual, shortcut);
    }

    @Override
    public String leave(String activation) {
        return switch (format) {
            case FLOAT32 -> activation;
            case BFLOAT16 -> to(activation, FloatFormat.FLOAT32);
        };
    }
}
