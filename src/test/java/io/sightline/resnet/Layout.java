package io.sightline.resnet;

import io.sightline.checkpoint.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Names and shapes of the tensors of a ResNet, as torchvision has them, written out independently
/// of the code under test.
///
/// @param kind of all blocks
/// @param stemKernel 7 for ImageNet, 3 for CIFAR-10
/// @param stemWidth channels that the stem writes
/// @param width inner channels of the first stage's blocks; each later stage doubles it
/// @param out channels that the first stage's blocks write; each later stage doubles it
/// @param depths blocks a stage
/// @param option for a block that changes its input's shape
/// @param classes number of logits
public record Layout(
        BlockKind kind,
        int stemKernel,
        int stemWidth,
        int width,
        int out,
        List<Integer> depths,
        Option option,
        int classes) {

    /// The paper's options for the shortcut of such a block.
    public enum Option {
        /// The input is subsampled and padded with zeros.
        A,
        /// The input is projected, by a convolution.
        B
    }

    /// One of torchvision's, for ImageNet.
    public static Layout imagenet(BlockKind kind, int... depths) {
        int out = kind == BlockKind.BASIC ? 64 : 256;
        return new Layout(kind, 7, 64, 64, out, listOf(depths), Option.B, 1000);
    }

    /// Torchvision's bottlenecks with inner widths twice as large.
    public static Layout wide(int... depths) {
        return new Layout(BlockKind.BOTTLENECK, 7, 64, 128, 256, listOf(depths), Option.B, 1000);
    }

    /// The paper's for CIFAR-10: three stages of 16, 32 and 64 channels.
    public static Layout cifar(int blocks, Option option) {
        List<Integer> depths = List.of(blocks, blocks, blocks);
        return new Layout(BlockKind.BASIC, 3, 16, 16, 16, depths, option, 10);
    }

    /// A network of two stages, one block each, for images of any size.
    public static Layout tiny(BlockKind kind, int stemKernel, Option option) {
        int out = kind == BlockKind.BASIC ? 2 : 8;
        return new Layout(kind, stemKernel, 2, 2, out, List.of(1, 1), option, 3);
    }

    private static List<Integer> listOf(int... depths) {
        return Arrays.stream(depths).boxed().toList();
    }

    /// Every tensor's shape, by name.
    public SequencedMap<String, Shape> shapes() {
        SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("conv1.weight", Shape.of(stemWidth, 3, stemKernel, stemKernel));
        norm(shapes, "bn1", stemWidth);
        int in = stemWidth;
        for (int stage = 0; stage < depths.size(); stage++) {
            for (int block = 0; block < depths.get(stage); block++) {
                String prefix = "layer" + (stage + 1) + "." + block + ".";
                block(shapes, prefix, in, width << stage, out << stage);
                if (option == Option.B && block == 0 && (stage > 0 || in != out)) {
                    shapes.put(prefix + "downsample.0.weight", Shape.of(out << stage, in, 1, 1));
                    norm(shapes, prefix + "downsample.1", out << stage);
                }
                in = out << stage;
            }
        }
        shapes.put("fc.weight", Shape.of(classes, in));
        shapes.put("fc.bias", Shape.of(classes));
        return shapes;
    }

    private void block(
            SequencedMap<String, Shape> shapes, String prefix, int in, int inner, int outer) {
        if (kind == BlockKind.BASIC) {
            convolution(shapes, prefix, 1, Shape.of(outer, in, 3, 3));
            convolution(shapes, prefix, 2, Shape.of(outer, outer, 3, 3));
        } else {
            convolution(shapes, prefix, 1, Shape.of(inner, in, 1, 1));
            convolution(shapes, prefix, 2, Shape.of(inner, inner, 3, 3));
            convolution(shapes, prefix, 3, Shape.of(outer, inner, 1, 1));
        }
    }

    private static void convolution(
            SequencedMap<String, Shape> shapes, String prefix, int number, Shape weight) {
        shapes.put(prefix + "conv" + number + ".weight", weight);
        norm(shapes, prefix + "bn" + number, weight.dimension(0));
    }

    private static void norm(SequencedMap<String, Shape> shapes, String name, int channels) {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            shapes.put(name + "." + part, Shape.of(channels));
        }
        shapes.put(name + ".num_batches_tracked", Shape.of());
    }
}
