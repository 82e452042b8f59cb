package io.sightline.torchscript;

import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
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

    /// The ReLU of `residual + shortcut`, the end of `block`. It may overwrite `residual`.
    String sum(Block block, String residual, String shortcut);

    /// The end of `block` in one operator, together with `last`, the convolution that makes the
    /// residual from `input`. Empty where the engine has no such operator. It may overwrite
    /// `shortcut`, which nothing may read afterwards.
    default Optional<String> fusedSum(
            Block block, Convolution last, String input, String shortcut) {
        return Optional.empty();
    }

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
