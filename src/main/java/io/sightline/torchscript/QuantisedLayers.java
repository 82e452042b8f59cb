package io.sightline.torchscript;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.ResNet;
import java.util.Map;
import java.util.Optional;

/// Layers that calculate with integers of 8 bits between the image and the last feature map.
final class QuantisedLayers implements Layers {

    /// What PyTorch numbers the type of activations, unsigned integers of 8 bits.
    static final int QUINT8 = 13;

    private final Checkpoint checkpoint;
    private final Constants constants;
    private final Map<String, ActivationRange> ranges;
    private final Fusion fusion;

    /// @param fusion whether the last convolution of a block adds the shortcut before its result is
    ///   rounded to 8 bits; only PyTorch's quantised engine `onednn` has an operator for that
    QuantisedLayers(
            Checkpoint checkpoint, Constants constants, Precision.Int8 precision, Fusion fusion) {
        this.checkpoint = checkpoint;
        this.constants = constants;
        this.ranges = precision.ranges();
        this.fusion = fusion;
    }

    @Override
    public String enter(String image) {
        return "torch.quantize_per_tensor(%s, %s, %s)"
                .formatted(image, quantisation(ResNet.IMAGE), QUINT8);
    }

    @Override
    public String convolution(Convolution convolution, String input) {
        return call("conv2d", convolution, input, convolution.name());
    }

    @Override
    public String rectified(Convolution convolution, String input) {
        return call("conv2d_relu", convolution, input, convolution.name());
    }

    @Override
    public Optional<String> fusedSum(Block block, String input, String shortcut) {
        String inputs = input + ", " + shortcut;
        return fusion == Fusion.FUSED
                ? Optional.of(call("conv2d_add_relu", block.last(), inputs, block.name()))
                : Optional.empty();
    }

    /// A blurred number lies between those it is made of, so it keeps their scale.
    @Override
    public String blurred(int channels, String input) {
        Storage kernels =
                Storage.float32(channels * Blurring.AREA, () -> Blurring.kernels(channels));
        String weight = constants.add(Constant.contiguous(Blurring.shape(channels), kernels));
        String blurred = Blurring.expression(channels, weight, leave(input));
        return "torch.quantize_per_tensor(%s, torch.q_scale(%s), torch.q_zero_point(%s), %s)"
                .formatted(blurred, input, input, QUINT8);
    }

    /// Gated sums are made of floating-point numbers and rounded once.
    @Override
    public String ungated(String residual) {
        return leave(residual);
    }

    @Override
    public String mean(String residual) {
        return "torch.mean(%s, [2, 3])".formatted(residual);
    }

    @Override
    public String gatedSum(Block block, String residual, String gate, String shortcut) {
        String sum =
                "torch.relu_(torch.addcmul_(%s, %s, %s, value=1))"
                        .formatted(leave(shortcut), residual, gate);
        return "torch.quantize_per_tensor(%s, %s, %s)"
                .formatted(sum, quantisation(block.name()), QUINT8);
    }

    /// @param activation the name of what comes out
    private String call(
            String operator, Convolution convolution, String inputs, String activation) {
        FoldedConvolution folded = new FoldedConvolution(convolution, checkpoint);
        String packed = constants.add(new QuantisedConvolution(folded).packed());
        return "ops.quantized.%s(%s, %s, %s)"
                .formatted(operator, inputs, packed, quantisation(activation));
    }

    @Override
    public String sum(Block block, String residual, String shortcut) {
        return "ops.quantized.add_relu(%s, %s, %s)"
                .formatted(residual, shortcut, quantisation(block.name()));
    }

    @Override
    public String leave(String activation) {
        return "torch.dequantize(%s)".formatted(activation);
    }

    /// Scale and zero point of the activation `name`, as arguments.
    private String quantisation(String name) {
        ActivationRange range = ActivationRange.of(name, ranges);
        return "%s, %s".formatted(range.scale(), range.zeroPoint());
    }
}
