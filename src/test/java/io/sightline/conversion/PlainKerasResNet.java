package io.sightline.conversion;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Shape;
import io.sightline.resnet.FeatureMap;

/// A forward pass by the book over tensors as Keras has them: biases in the convolutions, kernels
/// as row, column, in, out, the stride in the first 1x1 convolution of a bottleneck.
final class PlainKerasResNet {

    private static final double EPSILON = 1e-3;

    private final Checkpoint checkpoint;

    PlainKerasResNet(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /// The logits of a network of [KerasLayout].
    ///
    /// @param image blue, green, red, as Keras's preprocessing leaves them
    /// @param border what surrounds the image, one number a channel
    double[] logits(FeatureMap image, double... border) {
        FeatureMap x = layer(image.padded(3, border), "conv1", "bn_conv1", 2).relu().pooled();
        x = bottleneck(x, "2a", 1);
        x = bottleneck(x, "3a", 2);
        double[] features = x.mean();
        float[] kernel = values("fc1000/kernel");
        float[] bias = values("fc1000/bias");
        double[] logits = new double[bias.length];
        for (int o = 0; o < bias.length; o++) {
            logits[o] = bias[o];
            for (int i = 0; i < features.length; i++) {
                logits[o] += features[i] * kernel[i * bias.length + o];
            }
        }
        return logits;
    }

    private FeatureMap bottleneck(FeatureMap x, String name, int stride) {
        FeatureMap reduced = branch(x, name + "_branch2a", stride).relu();
        FeatureMap padded = reduced.padded(1, new double[reduced.channels()]);
        FeatureMap inner = branch(padded, name + "_branch2b", 1).relu();
        FeatureMap outer = branch(inner, name + "_branch2c", 1);
        return outer.plus(branch(x, name + "_branch1", stride)).relu();
    }

    private FeatureMap branch(FeatureMap x, String name, int stride) {
        return layer(x, "res" + name, "bn" + name, stride);
    }

    private FeatureMap layer(FeatureMap x, String convolution, String norm, int stride) {
        Shape shape = checkpoint.tensor(convolution + "/kernel").shape();
        return x.convolved(outInRowColumn(convolution + "/kernel"), shape.dimension(0), stride)
                .plusBias(values(convolution + "/bias"))
                .normalised(
                        values(norm + "/moving_mean"),
                        values(norm + "/moving_variance"),
                        values(norm + "/gamma"),
                        values(norm + "/beta"),
                        EPSILON);
    }

    private float[] outInRowColumn(String name) {
        Shape shape = checkpoint.tensor(name).shape();
        int side = shape.dimension(0);
        int in = shape.dimension(2);
        int out = shape.dimension(3);
        float[] values = values(name);
        float[] ordered = new float[values.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                for (int i = 0; i < in; i++) {
                    for (int o = 0; o < out; o++) {
                        ordered[((o * in + i) * side + y) * side + x] =
                                values[((y * side + x) * in + i) * out + o];
                    }
                }
            }
        }
        return ordered;
    }

    private float[] values(String name) {
        return checkpoint.tensor(name).toFloats();
    }
}
