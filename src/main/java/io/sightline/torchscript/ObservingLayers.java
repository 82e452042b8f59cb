package io.sightline.torchscript;

import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/// Layers in float32 that also look at every activation.
final class ObservingLayers implements Layers {

    private final Layers layers;
    private final BinaryOperator<String> observation;
    private final List<String> observed = new ArrayList<>();

    /// @param observation the expression that looks at an activation, from its name and variable
    ObservingLayers(Layers layers, BinaryOperator<String> observation) {
        this.layers = layers;
        this.observation = observation;
    }

    @Override
    public String enter(String image) {
        return layers.enter(image);
    }

    @Override
    public String convolution(Convolution convolution, String input) {
        return layers.convolution(convolution, input);
    }

    @Override
    public String rectified(Convolution convolution, String input) {
        return layers.rectified(convolution, input);
    }

    @Override
    public String blurred(int channels, String input) {
        return layers.blurred(channels, input);
    }

    @Override
    public String ungated(String residual) {
        return layers.ungated(residual);
    }

    @Override
    public String mean(String residual) {
        return layers.mean(residual);
    }

    @Override
    public String gatedSum(Block block, String residual, String gate, String shortcut) {
        return layers.gatedSum(block, residual, gate, shortcut);
    }

    @Override
    public String sum(Block block, String residual, String shortcut) {
        return layers.sum(block, residual, shortcut);
    }

    @Override
    public String leave(String activation) {
        return layers.leave(activation);
    }

    @Override
    public List<String> observe(String name, String variable) {
        String target = "o" + observed.size();
        observed.add(target);
        return List.of("%s = %s".formatted(target, observation.apply(name, variable)));
    }

    @Override
    public String features(String featureMap) {
        return observed.stream().collect(Collectors.joining(", ", "torch.stack([", "])"));
    }
}
