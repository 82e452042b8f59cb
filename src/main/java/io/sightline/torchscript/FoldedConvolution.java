package io.sightline.torchscript;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.Normalisation;
import java.util.Arrays;

/// A convolution with its batch normalisation folded into it: one linear map with a bias. Without a
/// batch normalisation it is that already.
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
        switch (convolution.normalisation()) {
            case Normalisation.Batch(String norm) -> {
                this.scale = scale(norm);
                this.bias = bias(norm, scale);
            }
            case Normalisation.Folded _ -> {
                this.scale = ones();
                this.bias = checkpoint.tensor(convolution.name() + ".bias").toFloats();
                requireFinite(convolution.name() + ".bias", bias);
            }
            case Normalisation.Group _ -> {
                this.scale = ones();
                this.bias = new float[convolution.out()];
            }
        }
    }

    private double[] ones() {
        double[] ones = new double[convolution.out()];
        Arrays.fill(ones, 1);
        return ones;
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
        int in = convolution.groupIn();
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
        int in = convolution.groupIn();
        for (int i = 0; i < in; i++) {
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

    private float[] bias(String norm, double[] scale) {
        float[] shift = checkpoint.tensor(norm + ".bias").toFloats();
        float[] mean = checkpoint.tensor(norm + ".running_mean").toFloats();
        float[] folded = new float[shift.length];
        for (int o = 0; o < shift.length; o++) {
            folded[o] = (float) (shift[o] - mean[o] * scale[o]);
        }
        requireFinite(norm + ".bias", folded);
        return folded;
    }

    private void requireFinite(String name, float[] folded) {
        for (float value : folded) {
            if (!Float.isFinite(value)) {
                throw new InvalidCheckpointException(
                        switch (convolution.normalisation()) {
                            case Normalisation.Batch(String norm) ->
                                    "tensor %s gives %s once %s is folded, must be finite"
                                            .formatted(name, value, norm);
                            case Normalisation.Folded _, Normalisation.Group _ ->
                                    "tensor %s holds %s, must be finite".formatted(name, value);
                        });
            }
        }
    }

    private double[] scale(String norm) {
        float[] weight = checkpoint.tensor(norm + ".weight").toFloats();
        float[] variance = checkpoint.tensor(norm + ".running_var").toFloats();
        double[] scales = new double[weight.length];
        for (int o = 0; o < weight.length; o++) {
            if (!(variance[o] >= 0)) {
                throw new InvalidCheckpointException(
                        "tensor %s.running_var holds %s, must not be negative"
                                .formatted(norm, variance[o]));
            }
            scales[o] = weight[o] / Math.sqrt(variance[o] + Normalisation.EPSILON);
        }
        return scales;
    }
}
