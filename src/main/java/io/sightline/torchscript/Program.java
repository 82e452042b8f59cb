package io.sightline.torchscript;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.resnet.Attention;
import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.Head;
import io.sightline.resnet.Layer;
import io.sightline.resnet.Pooling;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.Shortcut;
import io.sightline.resnet.Shortcut.Identity;
import io.sightline.resnet.Shortcut.Projection;
import io.sightline.resnet.Shortcut.ZeroPadding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A network written out as straight-line TorchScript: every layer once, in order, its weights as
/// constants.
///
/// Without branches, attributes or a module tree the engine has nothing to trace, specialise or
/// freeze on the first calls.
final class Program {

    /// The class that the program defines.
    static final String CLASS = "ResNet";

    /// What a program begins with, as far as the first line of its method.
    static final String HEAD =
            """
            class %s(Module):
              __parameters__ = []
              __buffers__ = []
              def forward(self: __torch__.%s, image: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
            """
                    .formatted(CLASS, CLASS);

    /// A slice up to here goes to the end.
    private static final long END = Long.MAX_VALUE;

    private final Layers layers;
    private final Constants constants = new Constants();
    private final FloatConstants floats;
    private final StringBuilder lines = new StringBuilder();

    private Program(ResNet network, Checkpoint checkpoint, Function<Constants, Layers> layersWith) {
        this.floats = new FloatConstants(checkpoint, constants);
        this.layers = layersWith.apply(constants);
        lines.append(HEAD);
        image();
        network.stem().layers().forEach(layer -> rectified(layer, "x", "x"));
        network.blocks().forEach(this::block);
        head(network.head());
    }

    /// Compiles `network` with the weights of `checkpoint`, which it was inferred from.
    ///
    /// @throws InvalidCheckpointException if a variance is negative, or a number of the
    ///   normalisations or the head not finite
    /// @throws IllegalArgumentException if `precision` lacks an activation's range
    static Program of(ResNet network, Checkpoint checkpoint, Precision precision, Fusion fusion) {
        return new Program(
                network,
                checkpoint,
                constants ->
                        switch (precision) {
                            case Precision.Float32 _ ->
                                    FloatLayers.of(
                                            checkpoint, constants, FloatFormat.FLOAT32, fusion);
                            case Precision.BFloat16 _ ->
                                    FloatLayers.of(
                                            checkpoint, constants, FloatFormat.BFLOAT16, fusion);
                            case Precision.Int8 integers ->
                                    new QuantisedLayers(checkpoint, constants, integers, fusion);
                        });
    }

    /// Compiles `network` in single precision, with nothing fused, to tell of its activations.
    ///
    /// @throws InvalidCheckpointException as [#of]
    /// @throws IllegalArgumentException if `observation` lacks an activation's range
    static Program observing(ResNet network, Checkpoint checkpoint, Observation observation) {
        return new Program(
                network,
                checkpoint,
                constants ->
                        new ObservingLayers(
                                FloatLayers.of(
                                        checkpoint, constants, FloatFormat.FLOAT32, Fusion.NONE),
                                (name, variable) -> observed(observation, name, variable)));
    }

    /// The expression that tells of one activation.
    private static String observed(Observation observation, String name, String variable) {
        return switch (observation) {
            case Observation.Extremes _ -> extremes(variable);
            case Observation.Histograms(var ranges, int bins) ->
                    histogram(variable, bins, ActivationRange.of(name, ranges));
        };
    }

    private static String extremes(String variable) {
        return "torch.stack([torch.min(%s), torch.max(%s)])".formatted(variable, variable);
    }

    private static String histogram(String variable, int bins, ActivationRange ends) {
        double min = ends.min();
        double max = ends.max();
        return "torch.histc(%s, %s, %s, %s)".formatted(variable, bins, min, max);
    }

    /// The source text of a class with one method, `forward`.
    ///
    /// It takes images of batch x row x column x channel and returns three tensors: the logits,
    /// batch x class; the last feature map, batch x channel x row x column, or what was observed;
    /// and the mean of each channel of that map, batch x channel.
    String text() {
        return lines.toString();
    }

    /// What the text calls `CONSTANTS.c0`, `CONSTANTS.c1` and so on.
    List<Constant> constants() {
        return constants.all();
    }

    private void image() {
        line("x = torch.permute(image, [0, 3, 1, 2])");
        activation(ResNet.IMAGE, "x", layers.enter("x"));
    }

    /// `target` becomes what `layer` makes of `input`, with a ReLU behind a convolution.
    private void rectified(Layer layer, String target, String input) {
        switch (layer) {
            case Convolution convolution ->
                    activation(convolution.name(), target, layers.rectified(convolution, input));
            case Pooling pooling -> assign(target, layers.pooled(pooling, input));
        }
    }

    /// `x` becomes `relu(F(x) + x)`.
    private void block(Block block) {
        String input = "x";
        for (Layer layer : block.inner()) {
            rectified(layer, "f", input);
            input = "f";
        }
        switch (block.attention()) {
            case Attention.None _ -> sum(block, input);
            case Attention.Weighing weighing -> gatedSum(block, input, weighing);
        }
    }

    private void sum(Block block, String input) {
        Optional<String> fused = layers.fusedSum(block, input, "x");
        if (fused.isEmpty()) {
            residual(block, input);
        }
        shortcut(block.shortcut());
        activation(block.name(), "x", fused.orElseGet(() -> layers.sum(block, "f", "x")));
    }

    /// `f` becomes `F(x)`.
    private void residual(Block block, String input) {
        activation(block.last().name(), "f", layers.convolution(block.last(), input));
    }

    private void gatedSum(Block block, String input, Attention.Weighing attention) {
        residual(block, input);
        assign("f", layers.ungated("f"));
        assign("g", new Gate(floats).factors(attention, layers.mean("f")));
        shortcut(block.shortcut());
        activation(block.name(), "x", layers.gatedSum(block, "f", "g", "x"));
    }

    /// `x` becomes what is added to `F(x)`.
    private void shortcut(Shortcut shortcut) {
        switch (shortcut) {
            case Identity _ -> {}
            case Projection(List<Layer> projection) -> projection.forEach(this::linear);
            case ZeroPadding(int stride, int channels) -> {
                int before = channels / 2;
                line("x = torch.slice(x, 2, 0, %s, %s)".formatted(END, stride));
                line("x = torch.slice(x, 3, 0, %s, %s)".formatted(END, stride));
                line(
                        "x = torch.constant_pad_nd(x, [0, 0, 0, 0, %s, %s])"
                                .formatted(before, channels - before));
            }
        }
    }

    /// `x` becomes what `layer` makes of it, without a ReLU.
    private void linear(Layer layer) {
        switch (layer) {
            case Convolution convolution ->
                    activation(convolution.name(), "x", layers.convolution(convolution, "x"));
            case Pooling pooling -> assign("x", layers.pooled(pooling, "x"));
        }
    }

    private void head(Head head) {
        String weight = floats.constant(head.name() + ".weight", head.weight());
        String bias = floats.constant(head.name() + ".bias", Shape.of(head.classes()));
        assign("x", layers.leave("x"));
        line("embedding = torch.mean(x, [2, 3])");
        line("logits = torch.linear(embedding, %s, %s)".formatted(weight, bias));
        line("return (logits, %s, embedding)".formatted(layers.features("x")));
    }

    private void activation(String name, String variable, String expression) {
        assign(variable, expression);
        layers.observe(name, variable).forEach(this::line);
    }

    private void assign(String variable, String expression) {
        if (!expression.equals(variable)) {
            line("%s = %s".formatted(variable, expression));
        }
    }

    private void line(String line) {
        lines.append("    ").append(line).append('\n');
    }
}
