package io.sightline.conversion.program;

import io.sightline.resnet.Attention;
import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.Head;
import io.sightline.resnet.Layer;
import io.sightline.resnet.Normalisation;
import io.sightline.resnet.Pooling;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.Shortcut;
import java.util.LinkedHashSet;
import java.util.Set;

/// The steps of a ResNet, as its program would take them.
final class NetworkSteps {

    private static final String NONE = "None";

    private final Steps steps;
    private final Set<Integer> taken = new LinkedHashSet<>();

    NetworkSteps(Steps steps) {
        this.steps = steps;
        taken.add(Steps.IMAGE);
    }

    /// Takes all steps of `network`.
    ///
    /// @return the number of the last
    int take(ResNet network) {
        int current = Steps.IMAGE;
        for (Layer layer : network.stem().layers()) {
            current = rectified(layer, current);
        }
        for (Block block : network.blocks().toList()) {
            current = block(block, current);
        }
        Head head = network.head();
        String name = head.name();
        int mean = step(Steps.mean(), current);
        return step(Steps.linear(name + ".weight", name + ".bias"), mean);
    }

    /// The numbers of all steps taken.
    Set<Integer> taken() {
        return taken;
    }

    private int step(String what, Integer... inputs) {
        return took(steps.number(what, inputs));
    }

    private int took(int number) {
        taken.add(number);
        return number;
    }

    private int block(Block block, int input) {
        int current = input;
        for (Layer layer : block.inner()) {
            current = rectified(layer, current);
        }
        current = attended(block.attention(), layer(block.last(), current));
        int shortcut = shortcut(block.shortcut(), input);
        return step(Steps.relu(), took(steps.sum(Steps.add(), current, shortcut)));
    }

    private int rectified(Layer layer, int input) {
        int output = layer(layer, input);
        return layer instanceof Convolution ? step(Steps.relu(), output) : output;
    }

    private int layer(Layer layer, int input) {
        return switch (layer) {
            case Convolution convolution -> convolution(convolution, input);
            case Pooling.Maximum(int stride) ->
                    step(Steps.maximum("3 x 3", square(stride), "1 x 1"), input);
            case Pooling.Mean(boolean partial) ->
                    step(Steps.average("2 x 2", "2 x 2", partial), input);
            case Pooling.Blur _ -> step("a blur", input);
        };
    }

    private int convolution(Convolution convolution, int input) {
        String name = convolution.name();
        boolean folded = convolution.normalisation() instanceof Normalisation.Folded;
        int output =
                step(
                        Steps.convolution(
                                name + ".weight",
                                folded ? name + ".bias" : NONE,
                                square(convolution.stride()),
                                square(convolution.padding()),
                                convolution.groups()),
                        input);
        return switch (convolution.normalisation()) {
            case Normalisation.Batch(String norm) ->
                    step(Steps.batchNorm(norm, Normalisation.EPSILON), output);
            case Normalisation.Group(String norm, int groups) ->
                    step(Steps.groupNorm(norm, groups, Normalisation.EPSILON), output);
            case Normalisation.Folded _ -> output;
        };
    }

    private static String square(int side) {
        return "%d x %d".formatted(side, side);
    }

    private int attended(Attention attention, int input) {
        return switch (attention) {
            case Attention.None _ -> input;
            case Attention.SqueezeExcitation excitation -> {
                int mean = step(Steps.mean(), input);
                int inner = step(Steps.relu(), excite(excitation.name() + ".fc1", mean));
                yield gated(excite(excitation.name() + ".fc2", inner), input);
            }
            case Attention.EfficientChannel channel -> {
                int mean = step(Steps.mean(), input);
                String weight = channel.name() + ".conv.weight";
                yield gated(step(Steps.convolution1d(weight, channel.kernel() / 2), mean), input);
            }
        };
    }

    private int excite(String name, int input) {
        return step(
                Steps.convolution(name + ".weight", name + ".bias", "1 x 1", "0 x 0", 1), input);
    }

    private int gated(int factors, int input) {
        return took(steps.sum("torch.mul", step("torch.sigmoid", factors), input));
    }

    private int shortcut(Shortcut shortcut, int input) {
        return switch (shortcut) {
            case Shortcut.Identity _ -> input;
            case Shortcut.Projection(var layers) -> {
                int current = input;
                for (Layer layer : layers) {
                    current = layer(layer, current);
                }
                yield current;
            }
            case Shortcut.ZeroPadding _ -> step("every second pixel, and channels of zeros", input);
        };
    }
}
