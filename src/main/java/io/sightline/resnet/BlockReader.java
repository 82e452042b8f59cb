package io.sightline.resnet;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.resnet.Shortcut.Identity;
import io.sightline.resnet.Shortcut.Projection;
import io.sightline.resnet.Shortcut.ZeroPadding;
import java.util.ArrayList;
import java.util.List;

/// Infers residual blocks, each by itself: basic ones and bottlenecks may mix.
final class BlockReader {

    private final NamedShapes shapes;
    private final ResNetOptions options;
    private final boolean projecting;

    /// @param projecting whether a block that changes its input's shape must project it
    BlockReader(NamedShapes shapes, ResNetOptions options, boolean projecting) {
        this.shapes = shapes;
        this.options = options;
        this.projecting = projecting;
    }

    /// The block `name`, which reads `in` channels and halves their extent if `stride` is 2.
    Block block(String name, int in, int stride) {
        boolean bottleneck = shapes.has(name + ".conv3") || shapes.has(name + ".bn3");
        List<Layer> inner = bottleneck ? bottleneck(name, in, stride) : basic(name, in, stride);
        int width = Layer.convolutions(inner).toList().getLast().out();
        Convolution last =
                bottleneck ? convolution(name, 3, width, 1, 1) : convolution(name, 2, width, 3, 1);
        return new Block(
                name,
                inner,
                last,
                attention(name + ".se", last.out()),
                shortcut(name + ".downsample", in, last.out(), stride, bottleneck));
    }

    private List<Layer> basic(String block, int in, int stride) {
        return halving(convolution(block, 1, in, 3, convolutionStride(stride)), stride);
    }

    private List<Layer> bottleneck(String block, int in, int stride) {
        int strided = convolutionStride(stride);
        boolean early = options.strideOrder() == StrideOrder.V1;
        Convolution reduce = convolution(block, 1, in, 1, early ? strided : 1);
        Convolution spatial =
                shapes.grouped(
                        block + ".conv2", block + ".bn2", reduce.out(), 3, early ? 1 : strided);
        List<Layer> layers = new ArrayList<>(List.of(reduce));
        layers.addAll(halving(spatial, stride));
        return layers;
    }

    private int convolutionStride(int stride) {
        return options.downsampling() == Downsampling.STRIDED ? stride : 1;
    }

    /// `spatial`, and what halves its output unless a convolution does.
    private List<Layer> halving(Convolution spatial, int stride) {
        if (stride == 1) {
            return List.of(spatial);
        }
        return switch (options.downsampling()) {
            case STRIDED -> List.of(spatial);
            case AVERAGE -> List.of(spatial, new Pooling.Mean(false));
            case BLUR -> List.of(spatial, new Pooling.Blur(spatial.out()));
        };
    }

    private Convolution convolution(String block, int number, int in, int kernel, int stride) {
        return shapes.convolution(
                block + ".conv" + number, block + ".bn" + number, in, kernel, stride);
    }

    private Attention attention(String name, int channels) {
        if (shapes.has(name + ".fc1") || shapes.has(name + ".fc2")) {
            int reduced = shapes.shape(name + ".fc1.weight", 4).dimension(0);
            return new Attention.SqueezeExcitation(name, channels, reduced);
        }
        if (shapes.has(name + ".conv")) {
            Shape weight = shapes.shape(name + ".conv.weight", 3);
            int kernel = weight.dimension(2);
            if (kernel % 2 == 0) {
                throw new InvalidCheckpointException(
                        "tensor %s.conv.weight has shape %s, expected an odd last dimension"
                                .formatted(name, weight));
            }
            return new Attention.EfficientChannel(name, channels, kernel);
        }
        return new Attention.None();
    }

    private Shortcut shortcut(String name, int in, int out, int stride, boolean bottleneck) {
        if (pooled(name)) {
            Convolution projection = shapes.convolution(name + ".1", name + ".2", in, 1, 1);
            shapes.require(projection.name() + ".weight", out, in, 1, 1);
            return stride == 1
                    ? new Projection(projection)
                    : new Projection(List.of(new Pooling.Mean(true), projection));
        }
        if (shapes.has(name)) {
            boolean large =
                    bottleneck
                            && stride > 1
                            && shapes.shape(name + ".0.weight", 4).dimension(2) == 3;
            int kernel = large ? 3 : 1; // SENet-154's are large
            Convolution projection =
                    shapes.convolution(name + ".0", name + ".1", in, kernel, stride);
            shapes.require(projection.name() + ".weight", out, in, kernel, kernel);
            return new Projection(projection);
        }
        if (in == out && stride == 1) {
            return new Identity();
        }
        if (projecting || out < in) {
            throw NamedShapes.missing(name + ".0.weight");
        }
        return new ZeroPadding(stride, out - in);
    }

    /// Whether the projection is the second module of the shortcut, its first a pooling, which has
    /// no tensors.
    private boolean pooled(String name) {
        return !shapes.has(name + ".0")
                && shapes.contains(name + ".1.weight")
                && shapes.rank(name + ".1.weight") == 4;
    }
}
