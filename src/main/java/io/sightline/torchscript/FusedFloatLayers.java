package io.sightline.torchscript;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.Normalisation;
import java.util.Optional;

/// Layers that calculate with floating-point numbers by operators of oneDNN, in which a convolution
/// applies the ReLU and adds the shortcut before it writes its result.
///
/// These operators exist for processors only. If oneDNN may not use AVX-512, they fail in bfloat16,
/// where PyTorch's own operators would only be slow.
final class FusedFloatLayers extends FloatLayers {

    /// What they take as the parameters of an activation that has none.
    private static final String NO_PARAMETERS = "annotate(List[Optional[number]], [])";

    FusedFloatLayers(Checkpoint checkpoint, Constants constants, FloatFormat format) {
        super(checkpoint, constants, format);
    }

    @Override
    public String convolution(Convolution convolution, String input) {
        return normalised(convolution, fused(convolution, input, "none"));
    }

    @Override
    public String rectified(Convolution convolution, String input) {
        return switch (convolution.normalisation()) {
            case Normalisation.Batch _, Normalisation.Folded _ -> fused(convolution, input, "relu");
            case Normalisation.Group _ -> super.rectified(convolution, input);
        };
    }

    private String fused(Convolution convolution, String input, String activation) {
        return "ops.mkldnn._convolution_pointwise(%s, \"%s\", %s, \"\")"
                .formatted(arguments(convolution, input), activation, NO_PARAMETERS);
    }

    @Override
    public Optional<String> fusedSum(Block block, String input, String shortcut) {
        return switch (block.last().normalisation()) {
            case Normalisation.Batch _, Normalisation.Folded _ ->
                    Optional.of(
                            "ops.mkldnn._convolution_pointwise_(%s, %s, \"add\", 1.0, \"relu\", %s, \"\")"
                                    .formatted(
                                            shortcut,
                                            arguments(block.last(), input),
                                            NO_PARAMETERS));
            case Normalisation.Group _ -> Optional.empty();
        };
    }

    private String arguments(Convolution convolution, String input) {
        int stride = convolution.stride();
        int padding = convolution.padding();
        return "%s, %s, [%s, %s], [%s, %s], [1, 1], %s"
                .formatted(
                        input,
                        tensors(convolution),
                        padding,
                        padding,
                        stride,
                        stride,
                        convolution.groups());
    }
}
