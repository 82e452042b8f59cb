package io.sightline.resnet;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.util.ArrayList;
import java.util.List;

/// Infers what comes before the first block.
final class StemReader {

    private static final int RGB = 3;
    private static final int IMAGENET_KERNEL = 7;
    private static final int SMALL_KERNEL = 3;

    private final NamedShapes shapes;
    private final ResNetOptions options;

    StemReader(NamedShapes shapes, ResNetOptions options) {
        this.shapes = shapes;
        this.options = options;
    }

    Stem stem() {
        List<Layer> layers = new ArrayList<>(shapes.has("conv1.0") ? deep() : List.of(single()));
        int channels = ((Convolution) layers.getLast()).out();
        if (shapes.has("maxpool")) {
            layers.add(convolutionInPlaceOfPooling(channels));
        } else if (pooled()) {
            layers.addAll(pooling(channels));
        }
        return new Stem(layers);
    }

    /// Whether it is CIFAR-10's, made for images of 32 x 32: a single convolution with a small
    /// kernel, which keeps their extent.
    boolean small() {
        return !shapes.has("conv1.0")
                && shapes.shape("conv1.weight", 4).dimension(2) == SMALL_KERNEL;
    }

    private Convolution single() {
        return small()
                ? shapes.convolution("conv1", "bn1", RGB, SMALL_KERNEL, 1)
                : shapes.convolution("conv1", "bn1", RGB, IMAGENET_KERNEL, 2);
    }

    private List<Convolution> deep() {
        Convolution first = shapes.convolution("conv1.0", "conv1.1", RGB, SMALL_KERNEL, 2);
        Convolution second = shapes.convolution("conv1.3", "conv1.4", first.out(), SMALL_KERNEL, 1);
        Convolution third = shapes.convolution("conv1.6", "bn1", second.out(), SMALL_KERNEL, 1);
        return List.of(first, second, third);
    }

    /// ResNet-RS's.
    private Convolution convolutionInPlaceOfPooling(int channels) {
        if (options.downsampling() != Downsampling.STRIDED) {
            throw new InvalidCheckpointException(
                    "tensor maxpool.0.weight belongs to a strided stem, downsampling is %s"
                            .formatted(options.downsampling()));
        }
        Convolution last = shapes.convolution("maxpool.0", "maxpool.1", channels, SMALL_KERNEL, 2);
        shapes.require("maxpool.0.weight", channels, channels, SMALL_KERNEL, SMALL_KERNEL);
        return last;
    }

    private boolean pooled() {
        return switch (options.stemPooling()) {
            case AS_STEM -> !small();
            case MAX -> true;
            case NONE -> false;
        };
    }

    private List<Pooling> pooling(int channels) {
        return switch (options.downsampling()) {
            case STRIDED -> List.of(new Pooling.Maximum(2));
            case AVERAGE -> List.of(new Pooling.Mean(false));
            case BLUR -> List.of(new Pooling.Maximum(1), new Pooling.Blur(channels));
        };
    }
}
