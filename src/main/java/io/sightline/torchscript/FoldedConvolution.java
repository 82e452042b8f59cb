package io.sightline.torchscript;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.resnet.Convolution;

/// A convolution with its batch normalisation folded into it: one linear map with a bias.
///
/// A trained normalisation is `scale * y + shift` per channel, with `scale = weight /
/// sqrt(running_var + epsilon)` and `shift = bias - running_mean * scale`. Scaling the kernels and
/// adding the shift does the same without a second pass. Computed in double precision and rounded
/// once.
final class FoldedConvolution {

    private final Convolution convolution;
    private final Checkpoint checkpoint;
    private final double[] scale;
    private final float[] bias;

    /// @throws InvalidCheckpointException if a variance is negative, or a bias would not be finite
    FoldedConvolution(Convolution convolution, Checkpoint checkpoint) {
        this.convolution = convolution;
        this.checkpoint = checkpoint;
        this.scale = scale();
        this.bias = foldedBias();
    }

    Convolution convolution() {
        return convolution;
    }

    /// The kernels in the order out, row, column, in: what PyTorch calls channels-last.
    ///
    /// @throws InvalidCheckpointException if one would not be finite
    float[] weight() {
        String name = convolution.name() + ".weight";
        float[] weight = checkpoint.tensor(name).toFloats();
        int in = convolution.in();
        int area = convolution.kernel() * convolution.kernel();
        float[] folded = area == 1 ? weight : new float[weight.length];
        float zeroOrNan = 0;
        for (int o = 0; o < convolution.out(); o++) {
            int kernel = o * in * area;
            for (int pixel = 0; pixel < area; pixel++) {
                zeroOrNan +=
                        fold(weight, kernel + pixel, area, scale[o], folded, kernel + pixel * in);
            }
        }
        if (zeroOrNan != 0) {
            requireFinite(name, folded);
        }
        return folded;
    }

    /// Folds the weights of one pixel.
    ///
    /// A method of its own, with little in it: a network is folded while the service starts, and
    /// the virtual machine has compiled this before the loops around it.
    ///
    /// @param from where the first is in `weight`; the others follow at distances of `step`
    /// @param to where the first goes in `folded`
    /// @return 0 if all folded weights are finite, else NaN: `x * 0` is NaN for NaN and for the
    ///   infinities, and a sum with a NaN is NaN. It is a test without a branch in the loop
    private float fold(float[] weight, int from, int step, double factor, float[] folded, int to) {
        float zeroOrNan = 0;
        for (int i = 0; i < convolution.in(); i++) {
            float value = (float) (weight[from + i * step] * factor);
            zeroOrNan += value * 0;
            folded[to + i] = value;
        }
        return zeroOrNan;
    }

    /// One number for each output channel.
    float[] bias() {
        return bias.clone();
    }

    private float[] foldedBias() {
        float[] shift = norm("bias");
        float[] mean = norm("running_mean");
        float[] folded = new float[shift.length];
        for (int o = 0; o < shift.length; o++) {
            folded[o] = (float) (shift[o] - mean[o] * scale[o]);
        }
        requireFinite(convolution.norm() + ".bias", folded);
        return folded;
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

    private double[] scale() {
        float[] weight = norm("weight");
        float[] variance = norm("running_var");
        double[] scales = new double[weight.length];
        for (int o = 0; o < weight.length; o++) {
            if (!(variance[o] >= 0)) {
                throw new InvalidCheckpointException(
                        "tensor %s.running_var holds %s, must not be negative"
                                .formatted(convolution.norm(), variance[o]));
            }
            scales[o] = weight[o] / Math.sqrt(variance[o] + Convolution.EPSILON);
        }
        return scales;
    }

    private float[] norm(String part) {
        return checkpoint.tensor(convolution.norm() + "." + part).toFloats();
    }
}
