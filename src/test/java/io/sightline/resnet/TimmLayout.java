package io.sightline.resnet;

import io.sightline.checkpoint.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Names and shapes of the tensors of timm's networks of depth 50, written out independently of the
/// code under test.
///
/// @param stem widths of its convolutions, one of 7x7 or three of 3x3
/// @param groups of the 3x3 convolutions
/// @param width inner channels of the first stage
/// @param average whether shortcuts are averaged before they are projected
/// @param attention of each block
/// @param replaced whether a convolution stands in place of the stem's pooling
record TimmLayout(
        List<Integer> stem,
        int groups,
        int width,
        boolean average,
        Kind attention,
        boolean replaced) {

    private static final List<Integer> DEPTHS = List.of(3, 4, 6, 3);
    private static final int FIRST_OUT = 256;

    /// What follows the last convolution of a block.
    enum Kind {
        NONE,
        /// With a sixteenth of the channels between its layers.
        SE,
        /// With a quarter.
        LARGE_SE,
        ECA
    }

    SequencedMap<String, Shape> shapes() {
        SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
        int in = stem(shapes);
        for (int stage = 0; stage < DEPTHS.size(); stage++) {
            for (int block = 0; block < DEPTHS.get(stage); block++) {
                String prefix = "layer" + (stage + 1) + "." + block + ".";
                block(shapes, prefix, in, width << stage, FIRST_OUT << stage);
                in = FIRST_OUT << stage;
            }
        }
        shapes.put("fc.weight", Shape.of(1000, in));
        shapes.put("fc.bias", Shape.of(1000));
        return shapes;
    }

    private int stem(SequencedMap<String, Shape> shapes) {
        int out = stem.getLast();
        if (stem.size() == 1) {
            convolution(shapes, "conv1", "bn1", Shape.of(out, 3, 7, 7));
        } else {
            int middle = stem.get(1);
            convolution(shapes, "conv1.0", "conv1.1", Shape.of(stem.getFirst(), 3, 3, 3));
            convolution(shapes, "conv1.3", "conv1.4", Shape.of(middle, stem.getFirst(), 3, 3));
            convolution(shapes, "conv1.6", "bn1", Shape.of(out, middle, 3, 3));
        }
        if (replaced) {
            convolution(shapes, "maxpool.0", "maxpool.1", Shape.of(out, out, 3, 3));
        }
        return out;
    }

    private void block(
            SequencedMap<String, Shape> shapes, String prefix, int in, int inner, int out) {
        convolution(shapes, prefix + "conv1", prefix + "bn1", Shape.of(inner, in, 1, 1));
        Shape spatial = Shape.of(inner, inner / groups, 3, 3);
        convolution(shapes, prefix + "conv2", prefix + "bn2", spatial);
        convolution(shapes, prefix + "conv3", prefix + "bn3", Shape.of(out, inner, 1, 1));
        switch (attention) {
            case NONE -> {}
            case SE -> excitation(shapes, prefix + "se.", out, out / 16);
            case LARGE_SE -> excitation(shapes, prefix + "se.", out, out / 4);
            case ECA -> shapes.put(prefix + "se.conv.weight", Shape.of(1, 1, out > 512 ? 5 : 3));
        }
        if (in != out) {
            String shortcut = prefix + "downsample.";
            int first = average ? 1 : 0;
            convolution(shapes, shortcut + first, shortcut + (first + 1), Shape.of(out, in, 1, 1));
        }
    }

    private static void excitation(
            SequencedMap<String, Shape> shapes, String prefix, int channels, int reduced) {
        shapes.put(prefix + "fc1.weight", Shape.of(reduced, channels, 1, 1));
        shapes.put(prefix + "fc1.bias", Shape.of(reduced));
        shapes.put(prefix + "fc2.weight", Shape.of(channels, reduced, 1, 1));
        shapes.put(prefix + "fc2.bias", Shape.of(channels));
    }

    private static void convolution(
            SequencedMap<String, Shape> shapes, String name, String norm, Shape weight) {
        shapes.put(name + ".weight", weight);
        Stream.of("weight", "bias", "running_mean", "running_var")
                .forEach(part -> shapes.put(norm + "." + part, Shape.of(weight.dimension(0))));
    }
}
