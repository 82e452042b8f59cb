package io.sightline.resnet;

import java.util.Optional;

/// Layers that calculate with floating-point numbers by operators of oneDNN, in which a convolution
/// applies the ReLU and adds the shortcut before it writes its result.
///
/// PyTorch has them on processors only, and they want bfloat16 numbers only of one that multiplies
/// them.
final class FusedFloatLayers implements Layers {

    /// The parameters of a ReLU, in the type that the operators ask for.
    private static final String NONE = "annotate(List[Optional[number]], [])";

    private final FloatLayers plain;

    /// @param plain the same layers by separate operators
    FusedFloatLayers(FloatLayers plain) {
        this.plain = plain;
    }

    @Override
    public String enter(String image) {
        return plain.enter(image);
    }

    @Override
    public String convolution(Convolution convolution, String input) {
        return fused(convolution, input, "none");
    }

    @Override
    public String rectified(Convolution convolution, String input) {
        return fused(convolution, input, "relu");
    }

    private String fused(Convolution convolution, String input, String activation) {
        return "ops.mkldnn._convolution_pointwise(%s, \"%s\", %s, \"\")"
                .formatted(arguments(convolution, input), activation, NONE);
    }

    @Override
    public Optional<String> fusedSum(Block block, Convolution last, String input, String shortcut) {
        return Optional.of(
                "ops.mkldnn._convolution_pointwise_(%s, %s, \"add\", 1.0, \"relu\", %s, \"\")"
                        .formatted(shortcut, arguments(last, input), NONE));
    }

    private String arguments(Convolution convolution, String input) {
        int stride = convolution.stride();
        int padding = convolution.padding();
        return "%s, %s, [%s, %s], [%s, %s], [1, 1], 1"
                .formatted(input, plain.tensors(convolution), padding, padding, stride, stride);
    }

    @Override
    public String sum(Block block, String residual, String shortcut) {
        return plain.sum(block, residual, shortcut);
    }

    @Override
    public String leave(String activation) {
        return plain.leave(activation);
    }
}
