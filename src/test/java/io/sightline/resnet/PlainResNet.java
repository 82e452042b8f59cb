package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;

/// A forward pass by the book: no folding, no fusing, no inference of an architecture.
public final class PlainResNet {

    private static final double EPSILON = 1e-5;

    private final Layout layout;
    private final StrideOrder strideOrder;
    private final Checkpoint checkpoint;

    /// The network of `layout` with the weights of `checkpoint`.
    public PlainResNet(Layout layout, StrideOrder strideOrder, Checkpoint checkpoint) {
        this.layout = layout;
        this.strideOrder = strideOrder;
        this.checkpoint = checkpoint;
    }

    /// The logits of one image of `side` x `side` pixels, in the order channel, row, column.
    public double[] logits(float[] image, int side) {
        return logits(FeatureMap.of(3, side, side, (c, y, x) -> image[(c * side + y) * side + x]));
    }

    public double[] logits(FeatureMap image) {
        boolean imagenet = layout.stemKernel() == 7;
        FeatureMap x = layer(image, "conv1", "bn1", imagenet ? 2 : 1).relu();
        if (imagenet) {
            x = x.pooled();
        }
        for (int stage = 0; stage < layout.depths().size(); stage++) {
            for (int block = 0; block < layout.depths().get(stage); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                String name = "layer" + (stage + 1) + "." + block + ".";
                x = residual(x, name, stride).plus(shortcut(x, name, stride, stage)).relu();
            }
        }
        return connected(x.mean());
    }

    private FeatureMap residual(FeatureMap x, String name, int stride) {
        if (layout.kind() == BlockKind.BASIC) {
            FeatureMap inner = layer(x, name + "conv1", name + "bn1", stride).relu();
            return layer(inner, name + "conv2", name + "bn2", 1);
        }
        boolean early = strideOrder == StrideOrder.V1;
        FeatureMap reduced = layer(x, name + "conv1", name + "bn1", early ? stride : 1).relu();
        FeatureMap inner = layer(reduced, name + "conv2", name + "bn2", early ? 1 : stride).relu();
        return layer(inner, name + "conv3", name + "bn3", 1);
    }

    private FeatureMap shortcut(FeatureMap x, String name, int stride, int stage) {
        if (checkpoint.tensors().containsKey(name + "downsample.0.weight")) {
            return layer(x, name + "downsample.0", name + "downsample.1", stride);
        }
        return x.subsampled(stride, layout.out() << stage);
    }

    private FeatureMap layer(FeatureMap x, String convolution, String norm, int stride) {
        int kernel = checkpoint.tensor(convolution + ".weight").shape().dimension(3);
        return x.padded(kernel / 2, new double[x.channels()])
                .convolved(values(convolution + ".weight"), kernel, stride)
                .normalised(
                        values(norm + ".running_mean"),
                        values(norm + ".running_var"),
                        values(norm + ".weight"),
                        values(norm + ".bias"),
                        EPSILON);
    }

    private double[] connected(double[] features) {
        float[] weight = values("fc.weight");
        float[] bias = values("fc.bias");
        double[] logits = new double[bias.length];
        for (int o = 0; o < logits.length; o++) {
            logits[o] = bias[o];
            for (int i = 0; i < features.length; i++) {
                logits[o] += weight[o * features.length + i] * features[i];
            }
        }
        return logits;
    }

    private float[] values(String name) {
        return checkpoint.tensor(name).toFloats();
    }
}
