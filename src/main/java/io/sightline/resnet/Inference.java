package io.sightline.resnet;

import io.sightline.resnet.Shortcut.Identity;
import io.sightline.resnet.Shortcut.Projection;
import io.sightline.resnet.Shortcut.ZeroPadding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Infers a network from the names and shapes of its tensors, which are torchvision's.
///
/// The number of output channels, kernels, depths and block kinds are read off the weights; how
/// each layer follows from the one before is computed, so that [ExpectedTensors] can hold the
/// weights against it.
final class Inference {

    private static final int RGB = 3;
    private static final int MOST_STAGES = 8;
    private static final int MOST_BLOCKS = 512;
    private static final int LARGEST_KERNEL = 11;

    private final Map<String, Shape> shapes;
    private final StrideOrder strideOrder;

    Inference(Map<String, Shape> shapes, StrideOrder strideOrder) {
        this.shapes = shapes;
        this.strideOrder = strideOrder;
    }

    ResNet network() {
        Stem stem = stem();
        List<Stage> stages = new ArrayList<>();
        int channels = stem.convolution().out();
        while (stages.size() < MOST_STAGES && has("layer%d.0".formatted(stages.size() + 1))) {
            Stage stage = stage(stages.size() + 1, channels, stem.pooled());
            channels = stage.blocks().getLast().out();
            stages.add(stage);
        }
        if (stages.isEmpty()) {
            throw missing("layer1.0.conv1.weight");
        }
        Shape weight = shape("fc.weight", 2);
        return new ResNet(stem, stages, new Head("fc", channels, weight.dimension(0)), strideOrder);
    }

    /// A small kernel is CIFAR-10's stem, made for images of 32 x 32: it keeps their extent.
    private Stem stem() {
        Shape weight = shape("conv1.weight", 4);
        boolean small = weight.dimension(2) <= 3;
        Convolution convolution = convolution("conv1", "bn1", RGB, small ? 1 : 2);
        return new Stem(convolution, !small);
    }

    private Stage stage(int number, int in, boolean projecting) {
        String name = "layer%d".formatted(number);
        List<Block> blocks = new ArrayList<>();
        int channels = in;
        while (blocks.size() < MOST_BLOCKS && has("%s.%d".formatted(name, blocks.size()))) {
            int stride = number > 1 && blocks.isEmpty() ? 2 : 1;
            Block block =
                    block("%s.%d".formatted(name, blocks.size()), channels, stride, projecting);
            channels = block.out();
            blocks.add(block);
        }
        return new Stage(name, blocks);
    }

    private Block block(String name, int in, int stride, boolean projecting) {
        List<Convolution> residual =
                shapes.containsKey(name + ".conv3.weight")
                        ? bottleneck(name, in, stride)
                        : basic(name, in, stride);
        int out = residual.getLast().out();
        return new Block(residual, shortcut(name, in, out, stride, projecting));
    }

    private List<Convolution> basic(String name, int in, int stride) {
        Convolution first = residual(name, 1, in, stride);
        return List.of(first, residual(name, 2, first.out(), 1));
    }

    private List<Convolution> bottleneck(String name, int in, int stride) {
        boolean early = strideOrder == StrideOrder.V1;
        Convolution reduce = residual(name, 1, in, early ? stride : 1);
        Convolution spatial = residual(name, 2, reduce.out(), early ? 1 : stride);
        return List.of(reduce, spatial, residual(name, 3, spatial.out(), 1));
    }

    private Convolution residual(String block, int number, int in, int stride) {
        return convolution(
                "%s.conv%d".formatted(block, number),
                "%s.bn%d".formatted(block, number),
                in,
                stride);
    }

    private Shortcut shortcut(String name, int in, int out, int stride, boolean projecting) {
        String projection = name + ".downsample.0";
        if (shapes.containsKey(projection + ".weight")) {
            return new Projection(convolution(projection, name + ".downsample.1", in, stride));
        }
        if (in == out && stride == 1) {
            return new Identity();
        }
        if (projecting || out < in) {
            throw missing(projection + ".weight");
        }
        return new ZeroPadding(stride, out - in);
    }

    private Convolution convolution(String name, String norm, int in, int stride) {
        Shape weight = shape(name + ".weight", 4);
        int kernel = weight.dimension(2);
        if (kernel % 2 == 0 || kernel > LARGEST_KERNEL) {
            throw new InvalidCheckpointException(
                    "tensor %s.weight has a kernel of %d, must be odd and at most %d"
                            .formatted(name, kernel, LARGEST_KERNEL));
        }
        return new Convolution(name, norm, in, weight.dimension(0), kernel, stride);
    }

    private boolean has(String block) {
        return shapes.containsKey(block + ".conv1.weight");
    }

    private Shape shape(String name, int rank) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw missing(name);
        }
        if (shape.rank() != rank || shape.dimensions().contains(0)) {
            throw new InvalidCheckpointException(
                    "tensor %s has shape %s, expected %d dimensions of at least 1"
                            .formatted(name, shape, rank));
        }
        return shape;
    }

    private static InvalidCheckpointException missing(String name) {
        return new InvalidCheckpointException("tensor %s is missing".formatted(name));
    }
}
