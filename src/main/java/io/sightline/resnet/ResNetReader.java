package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.resnet.Shortcut.Identity;
import io.sightline.resnet.Shortcut.Projection;
import io.sightline.resnet.Shortcut.ZeroPadding;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Infers a network from the names and shapes of its tensors, which are torchvision's.
///
/// Depths, widths, block kinds and shortcuts are read off the tensors; everything else follows from
/// the layer before. A weight that does not fit what was inferred so far ends the inference; the
/// tensors that inference does not look at are left to [ExpectedTensors].
final class ResNetReader {

    private static final int RGB = 3;
    private static final int IMAGENET_KERNEL = 7;
    private static final int CIFAR_KERNEL = 3;
    private static final int MOST_STAGES = 8;
    private static final int MOST_BLOCKS = 512;

    private final Checkpoint checkpoint;
    private final NavigableSet<String> names;
    private final ResNetOptions options;

    ResNetReader(Checkpoint checkpoint, ResNetOptions options) {
        this.checkpoint = checkpoint;
        this.names = new TreeSet<>(checkpoint.tensors().keySet());
        this.options = options;
    }

    ResNet network() {
        if (options.downsampling() != Downsampling.STRIDED) {
            throw new InvalidCheckpointException(
                    "downsampling is %s, must be strided".formatted(options.downsampling()));
        }
        Stem stem = stem();
        List<Stage> stages = new ArrayList<>();
        int channels = stem.convolution().out();
        do {
            Stage stage =
                    stage(
                            stages.size() + 1,
                            channels,
                            stem.convolution().kernel() == IMAGENET_KERNEL);
            channels = stage.blocks().getLast().out();
            stages.add(stage);
        } while (stages.size() < MOST_STAGES && has("layer" + (stages.size() + 1) + ".0"));
        return new ResNet(stem, stages, head(channels), options);
    }

    /// A small kernel is CIFAR-10's stem, made for images of 32 x 32: it keeps their extent.
    private Stem stem() {
        Shape weight = shape("conv1.weight", 4);
        boolean small = weight.dimension(2) == CIFAR_KERNEL;
        int kernel = small ? CIFAR_KERNEL : IMAGENET_KERNEL;
        boolean pooled =
                switch (options.stemPooling()) {
                    case AS_STEM -> !small;
                    case MAX -> true;
                    case NONE -> false;
                };
        return new Stem(convolution("conv1", "bn1", RGB, kernel, small ? 1 : 2), pooled);
    }

    private Stage stage(int number, int in, boolean projecting) {
        String name = "layer" + number;
        List<Block> blocks = new ArrayList<>();
        int channels = in;
        do {
            int first = number > 1 ? 2 : options.firstStride();
            int stride = blocks.isEmpty() ? first : 1;
            Block block = block(name + "." + blocks.size(), channels, stride, projecting);
            channels = block.out();
            blocks.add(block);
        } while (blocks.size() < MOST_BLOCKS && has(name + "." + blocks.size()));
        return new Stage(name, blocks);
    }

    private Block block(String name, int in, int stride, boolean projecting) {
        List<Convolution> residual =
                has(name + ".conv3") || has(name + ".bn3")
                        ? bottleneck(name, in, stride)
                        : basic(name, in, stride);
        int out = residual.getLast().out();
        return new Block(residual, shortcut(name, in, out, stride, projecting));
    }

    private List<Convolution> basic(String block, int in, int stride) {
        Convolution first = residual(block, 1, in, 3, stride);
        return List.of(first, residual(block, 2, first.out(), 3, 1));
    }

    private List<Convolution> bottleneck(String block, int in, int stride) {
        boolean early = options.strideOrder() == StrideOrder.V1;
        Convolution reduce = residual(block, 1, in, 1, early ? stride : 1);
        Convolution spatial = residual(block, 2, reduce.out(), 3, early ? 1 : stride);
        return List.of(reduce, spatial, residual(block, 3, spatial.out(), 1, 1));
    }

    private Convolution residual(String block, int number, int in, int kernel, int stride) {
        return convolution(block + ".conv" + number, block + ".bn" + number, in, kernel, stride);
    }

    private Shortcut shortcut(String block, int in, int out, int stride, boolean projecting) {
        String name = block + ".downsample";
        if (has(name)) {
            Convolution projection = convolution(name + ".0", name + ".1", in, 1, stride);
            requireShape(projection.name() + ".weight", out, in, 1, 1);
            return new Projection(projection);
        }
        if (in == out && stride == 1) {
            return new Identity();
        }
        if (projecting || out < in) {
            throw missing(name + ".0.weight");
        }
        return new ZeroPadding(stride, out - in);
    }

    private Convolution convolution(String name, String norm, int in, int kernel, int stride) {
        int out = shape(name + ".weight", 4).dimension(0);
        requireShape(name + ".weight", out, in, kernel, kernel);
        return new Convolution(name, norm, in, out, kernel, stride);
    }

    private Head head(int features) {
        int classes = shape("fc.weight", 2).dimension(0);
        requireShape("fc.weight", classes, features);
        return new Head("fc", features, classes);
    }

    /// Whether there is any tensor of this module.
    private boolean has(String module) {
        String next = names.ceiling(module + ".");
        return next != null && next.startsWith(module + ".");
    }

    private Shape shape(String name, int rank) {
        if (!names.contains(name)) {
            throw missing(name);
        }
        Shape shape = checkpoint.tensor(name).shape();
        if (shape.rank() != rank) {
            throw new InvalidCheckpointException(
                    "tensor %s has shape %s, expected %d dimensions".formatted(name, shape, rank));
        }
        return shape;
    }

    private void requireShape(String name, Integer... expected) {
        Shape shape = checkpoint.tensor(name).shape();
        if (!shape.dimensions().equals(List.of(expected))) {
            throw new InvalidCheckpointException(
                    "tensor %s has shape %s, expected %s"
                            .formatted(name, shape, Shape.text(List.of(expected))));
        }
    }

    private static InvalidCheckpointException missing(String name) {
        return new InvalidCheckpointException("tensor %s is missing".formatted(name));
    }
}
