package io.sightline.torchscript;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Shape;
import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
import java.util.function.Supplier;

/// Layers that calculate with floating-point numbers, float32 or bfloat16.
///
/// Each sum and ReLU works in place on a tensor that nothing else reads.
sealed class FloatLayers implements Layers permits FusedFloatLayers {

    /// What PyTorch numbers these formats.
    static final int FLOAT32 = 6;

    static final int BFLOAT16 = 15;

    private final Checkpoint checkpoint;
    private final Constants constants;
    private final boolean bfloat16;

    /// @param bfloat16 whether numbers are bfloat16, not float32
    FloatLayers(Checkpoint checkpoint, Constants constants, boolean bfloat16) {
        this.checkpoint = checkpoint;
        this.constants = constants;
        this.bfloat16 = bfloat16;
    }

    @Override
    public String enter(String image) {
        return bfloat16 ? "torch.to(%s, %s)".formatted(image, BFLOAT16) : image;
    }

    @Override
    public String convolution(Convolution convolution, String input) {
        int stride = convolution.stride();
        int padding = convolution.padding();
        return "torch.conv2d(%s, %s, [%s, %s], [%s, %s], [1, 1], 1)"
                .formatted(input, tensors(convolution), stride, stride, padding, padding);
    }

    /// Kernels and biases of a convolution, as two arguments.
    final String tensors(Convolution convolution) {
        FoldedConvolution folded = new FoldedConvolution(convolution, checkpoint);
        Shape sizes = convolution.weight();
        Storage kernels = storage(sizes.elements(), folded::weight);
        Storage shifts = storage(convolution.out(), folded::bias);
        String weight = constants.add(Constant.channelsLast(sizes, kernels));
        String bias = constants.add(Constant.contiguous(Shape.of(convolution.out()), shifts));
        return weight + ", " + bias;
    }

    private Storage storage(int elements, Supplier<float[]> values) {
        return bfloat16 ? Storage.bfloat16(elements, values) : Storage.float32(elements, values);
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
        return bfloat16 ? "torch.to(%s, %s)".formatted(activation, FLOAT32) : activation;
    }
}
