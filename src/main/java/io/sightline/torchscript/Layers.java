package io.sightline.torchscript;

import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.Pooling;
import java.util.List;
import java.util.Optional;

/// Writes the layers of a network as TorchScript, in one arithmetic.
///
/// Every method except [#observe] gives an expression. [#fusedSum] gives none where the engine has
/// no operator for it.
interface Layers {

    /// The first activation from `image`, which is float32 and channels-last.
    String enter(String image);

    /// A convolution with its normalisation.
    String convolution(Convolution convolution, String input);

    /// A convolution with its normalisation, and a ReLU behind it.
    String rectified(Convolution convolution, String input);

    /// A pooling.
    default String pooled(Pooling pooling, String input) {
        return switch (pooling) {
            case Pooling.Maximum(int stride) ->
                    "torch.max_pool2d(%s, [3, 3], [%s, %s], [1, 1], [1, 1], False)"
                            .formatted(input, stride, stride);
            case Pooling.Mean(boolean partial) ->
                    "torch.avg_pool2d(%s, [2, 2], [2, 2], [0, 0], %s, False, None)"
                            .formatted(input, partial ? "True" : "False");
            case Pooling.Blur(int channels) -> blurred(channels, input);
        };
    }

    /// [Pooling.Blur].
    String blurred(int channels, String input);

    /// The ReLU of `residual + shortcut`, the end of `block`. It may overwrite `residual`.
    String sum(Block block, String residual, String shortcut);

    /// The end of `block` in one operator, together with its last convolution, which makes the
    /// residual from `input`. Empty where the engine has no such operator. It may overwrite
    /// `shortcut`, which nothing may read afterwards.
    default Optional<String> fusedSum(Block block, String input, String shortcut) {
        return Optional.empty();
    }

    /// `residual`, the result of a convolution, as [#mean] and [#gatedSum] take it.
    default String ungated(String residual) {
        return residual;
    }

    /// The mean of each channel in single precision, image x channel.
    String mean(String residual);

    /// The ReLU of `residual * gate + shortcut`, the end of `block`. It may overwrite both
    /// summands.
    ///
    /// @param gate factors in single precision, image x channel x 1 x 1
    String gatedSum(Block block, String residual, String gate, String shortcut);

    /// `activation` in float32.
    String leave(String activation);

    /// Lines that look at the activation `name`, which `variable` holds.
    default List<String> observe(String name, String variable) {
        return List.of();
    }

    /// What the program returns as its features: the last feature map, or what was observed.
    default String features(String featureMap) {
        return featureMap;
    }
}
