package io.sightline.conversion.onnx;

import io.sightline.checkpoint.onnx.Node;
import io.sightline.conversion.onnx.Step.Filter;
import io.sightline.conversion.onnx.Step.Pool;
import io.sightline.resnet.Block;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.Layer;
import io.sightline.resnet.Pooling;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.Shortcut;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Holds every layer of a network that was inferred from tensors against the operator of the graph
/// that it stands for: kernels, strides, paddings, dilations, groups, poolings.
final class Comparison {

    private final ResNet network;
    private final GraphNetwork graph;

    Comparison(ResNet network, GraphNetwork graph) {
        this.network = network;
        this.graph = graph;
    }

    /// @throws io.sightline.checkpoint.InvalidCheckpointException naming the first operator that
    ///   works otherwise than its layer
    void check() {
        check(network.stem().layers(), graph.stem(), graph.blocks().getFirst().sum());
        List<Block> blocks = network.blocks().toList();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            GraphBlock found = graph.blocks().get(i);
            List<Layer> residual = new ArrayList<>(block.inner());
            residual.add(block.last());
            check(residual, found.residual(), found.sum());
            checkShortcut(block.shortcut(), found);
        }
        graph.head().window().forEach(this::checkMean);
    }

    /// A sum repeats an operand of a single channel or pixel, which no block means.
    private void checkShortcut(Shortcut expected, GraphBlock found) {
        if (expected instanceof Shortcut.ZeroPadding) {
            throw Unfit.at(
                    found.sum(), "adds two shapes", "a projection where a block changes its shape");
        }
        check(expected.projection(), found.shortcut(), found.sum());
    }

    private void check(List<Layer> expected, Layers found, Node behind) {
        List<Step> steps = found.layers();
        for (int i = 0; i < Math.min(expected.size(), steps.size()); i++) {
            check(expected.get(i), steps.get(i));
        }
        if (expected.size() > steps.size()) {
            throw Unfit.at(
                    behind,
                    "follows %d layers".formatted(steps.size()),
                    "[%s] before it in a %s".formatted(expected.get(steps.size()), network.name()));
        }
        if (expected.size() < steps.size()) {
            throw Unfit.at(
                    steps.get(expected.size()).node(),
                    "is one layer more",
                    "none there in a " + network.name());
        }
    }

    private void check(Layer expected, Step found) {
        switch (expected) {
            case Convolution convolution when found instanceof Filter filter ->
                    check(convolution, filter);
            case Pooling.Maximum maximum when found instanceof Pool pool && pool.maximum() ->
                    check(
                            pool.window().equals(Window.square(3, maximum.stride(), 1))
                                    && !pool.partial(),
                            found,
                            () -> text(pool),
                            Window.square(3, maximum.stride(), 1) + ", no partial windows");
            case Pooling.Mean mean when found instanceof Pool pool && !pool.maximum() ->
                    check(
                            pool.window().equals(Window.square(2, 2, 0))
                                    && pool.partial() == mean.partial(),
                            found,
                            () -> text(pool),
                            Window.square(2, 2, 0)
                                    + (mean.partial()
                                            ? ", partial windows"
                                            : ", no partial windows"));
            case Layer _ ->
                    throw Unfit.at(
                            found.node(),
                            "is there",
                            "[%s] in a %s".formatted(expected, network.name()));
        }
    }

    private void check(Convolution expected, Filter found) {
        Window window = Window.square(expected.kernel(), expected.stride(), expected.padding());
        check(
                found.window().equals(window) && found.groups() == expected.groups(),
                found,
                () -> "%s, %d groups".formatted(found.window(), found.groups()),
                "%s, %d groups as %s".formatted(window, expected.groups(), expected.name()));
    }

    private void check(boolean fits, Step found, Supplier<String> text, String expected) {
        if (!fits) {
            throw Unfit.at(
                    found.node(),
                    "has " + text.get(),
                    "%s of a %s has it".formatted(expected, network.name()));
        }
    }

    private static String text(Pool pool) {
        return pool.window() + (pool.partial() ? ", partial windows" : ", no partial windows");
    }

    /// A mean over a window of a fixed size is that of all pixels for one size of images only.
    private void checkMean(Window window) {
        int stages = network.stages().size();
        int side = graph.side() == 0 ? 0 : network.summary(graph.side()).get(stages).side();
        boolean all =
                side > 0
                        && window.kernel().equals(List.of((long) side, (long) side))
                        && window.pads().equals(Padding.NONE.sides())
                        && window.dilations().equals(List.of(1L, 1L));
        if (!all) {
            throw Unfit.at(
                    graph.head().mean(),
                    "has " + window,
                    side == 0
                            ? "a mean of all pixels, whatever the image's size"
                            : "a mean of all %d x %d pixels".formatted(side, side));
        }
    }
}
