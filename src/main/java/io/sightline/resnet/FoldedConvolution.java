package io.sightline.resnet;

/// A convolution with its batch normalisation folded into it: one linear map with a bias.
///
/// A trained normalisation is `scale * y + shift` per channel, with `scale = weight /
/// sqrt(running_var + epsilon)` and `shift = bias - running_mean * scale`. Scaling the kernels and
/// adding the shift does the same without a second pass. Computed in double precision and rounded
/// once.
final class FoldedConvolution {

    /// PyTorch's default, which torchvision's networks keep.
    static final double EPSILON = 1e-5;

    private final Convolution convolution;
    private final Checkpoint checkpoint;

    FoldedConvolution(Convolution convolution, Checkpoint checkpoint) {
        this.convolution = convolution;
        this.checkpoint = checkpoint;
    }

    /// Makes sure that [#weight()] and [#bias()] will give finite numbers. The engine, which pulls
    /// them, hides the reason of a failure and lets the others pass.
    ///
    /// @throws InvalidCheckpointException if one would not be finite, or a variance is negative
    void check() {
        double[] scale = scale();
        requireFinite(convolution.norm() + ".bias", bias());
        String name = convolution.name() + ".weight";
        float[] weight = checkpoint.tensor(name).toFloats();
        int kernel = weight.length / scale.length;
        for (int i = 0; i < weight.length; i++) {
            weight[i] = (float) (weight[i] * scale[i / kernel]);
        }
        requireFinite(name, weight);
    }

    private void requireFinite(String name, float[] folded) {
        for (float value : folded) {
            if (!Float.isFinite(value)) {
                throw new InvalidCheckpointException(
                        "tensor %s gives %s once %s is folded, must be finite"
                                .formatted(name, value, convolution.norm()));
            }
        }
    }

    /// The kernels in the order out, row, column, in: what PyTorch calls channels-last.
    float[] weight() {
        float[] weight = checkpoint.tensor(convolution.name() + ".weight").toFloats();
        double[] scale = scale();
        int in = convolution.in();
        int area = convolution.kernel() * convolution.kernel();
        float[] folded = new float[weight.length];
        for (int o = 0; o < convolution.out(); o++) {
            int kernel = o * in * area;
            for (int i = 0; i < in; i++) {
                for (int pixel = 0; pixel < area; pixel++) {
                    folded[kernel + pixel * in + i] =
                            (float) (weight[kernel + i * area + pixel] * scale[o]);
                }
            }
        }
        return folded;
    }

    /// One number for each output channel.
    float[] bias() {
        float[] bias = norm("bias");
        float[] mean = norm("running_mean");
        double[] scale = scale();
        float[] folded = new float[bias.length];
        for (int o = 0; o < bias.length; o++) {
            folded[o] = (float) (bias[o] - mean[o] * scale[o]);
        }
        return folded;
    }

    private double[] scale() {
        float[] weight = norm("weight");
        float[] variance = norm("running_var");
        double[] scale = new double[weight.length];
        for (int o = 0; o < weight.length; o++) {
            if (!(variance[o] >= 0)) {
                throw new InvalidCheckpointException(
                        "tensor %s.running_var holds %s, must not be negative"
                                .formatted(convolution.norm(), variance[o]));
            }
            scale[o] = weight[o] / Math.sqrt(variance[o] + EPSILON);
        }
        return scale;
    }

    private float[] norm(String part) {
        return checkpoint.tensor(convolution.norm() + "." + part).toFloats();
    }
}
