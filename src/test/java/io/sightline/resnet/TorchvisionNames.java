package io.sightline.resnet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Names and shapes of the tensors of torchvision's ResNets, written out independently of the code
/// under test.
final class TorchvisionNames {

    private static final int CLASSES = 1000;

    private TorchvisionNames() {}

    static SequencedMap<String, Shape> shapes(BlockKind kind, int... depths) {
        SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("conv1.weight", Shape.of(64, 3, 7, 7));
        norm(shapes, "bn1", 64);
        int in = 64;
        for (int stage = 0; stage < depths.length; stage++) {
            int width = 64 << stage;
            int out = kind == BlockKind.BASIC ? width : 4 * width;
            for (int block = 0; block < depths[stage]; block++) {
                String prefix = "layer%d.%d.".formatted(stage + 1, block);
                if (kind == BlockKind.BASIC) {
                    convolution(shapes, prefix, 1, Shape.of(width, in, 3, 3));
                    convolution(shapes, prefix, 2, Shape.of(width, width, 3, 3));
                } else {
                    convolution(shapes, prefix, 1, Shape.of(width, in, 1, 1));
                    convolution(shapes, prefix, 2, Shape.of(width, width, 3, 3));
                    convolution(shapes, prefix, 3, Shape.of(out, width, 1, 1));
                }
                if (block == 0 && (stage > 0 || in != out)) {
                    shapes.put(prefix + "downsample.0.weight", Shape.of(out, in, 1, 1));
                    norm(shapes, prefix + "downsample.1", out);
                }
                in = out;
            }
        }
        shapes.put("fc.weight", Shape.of(CLASSES, in));
        shapes.put("fc.bias", Shape.of(CLASSES));
        return shapes;
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
        shapes.put(name + ".num_batches_tracked", new Shape(List.of()));
    }
}
