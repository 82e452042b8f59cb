package io.sightline.torchscript;

import io.sightline.resnet.Convolution;

/// A folded convolution whose kernels are integers of 8 bits, each kernel with a scale of its own.
///
/// Each weight is rounded to one of the two steps beside it, most of them to the nearer one. Some
/// of those nearest to the middle are rounded the other way: as many as it takes for the errors of
/// a kernel to sum up to less than one step. A kernel mostly reads positive numbers, so a sum of
/// errors would shift its output.
///
/// No two neighbours of one sign exceed 127 steps together, 128 once they are rounded. Processors
/// that add pairs of products in 16 bits would overflow: an activation has up to 255 steps.
final class QuantisedConvolution {

    private static final int MAX_WEIGHT = 127;

    /// A smaller error is only the inexactness of floating-point arithmetic, and counts as none.
    private static final float MIN_ERROR = 1e-4f;

    /// Rounding errors, from minus half a step to half a step, are sorted into 258 buckets, each a
    /// 256th of a step wide: 129 below zero, and 129 from zero up, of which this is the first. The
    /// last is for errors of exactly half a step, the first for what inexactness takes below minus
    /// half a step; 256 would have no place for either.
    private static final int ZERO_BUCKET = 129;

    private static final int BUCKETS = 2 * ZERO_BUCKET;
    private static final int BUCKETS_PER_STEP = 2 * (ZERO_BUCKET - 1);

    /// Adding this to a float and subtracting it again rounds to a whole number, half to even:
    /// floats of this size, 1.5 * 2^23, are 1 apart. Quicker than `Math.rint`, which knows doubles
    /// only.
    private static final float ROUNDING = 0x1.8p23f;

    private final FoldedConvolution folded;
    private byte[] weight = new byte[0];
    private double[] scales = new double[0];

    QuantisedConvolution(FoldedConvolution folded) {
        this.folded = folded;
    }

    /// The constant that the engine calls with.
    Constant.Packed packed() {
        Convolution convolution = folded.convolution();
        int out = convolution.out();
        return new Constant.Packed(
                convolution,
                geometry(convolution),
                Storage.int8(convolution.weight().elements(), this::weight),
                Storage.float64(out, this::scales),
                Storage.zeros(out),
                Storage.float32(out, folded::bias));
    }

    /// Version; stride, padding, dilation along both axes; output padding, of transposed
    /// convolutions; groups; whether transposed.
    private static Storage geometry(Convolution convolution) {
        short stride = (short) convolution.stride();
        short padding = (short) convolution.padding();
        short one = 1;
        short none = 0;
        short groups = (short) convolution.groups();
        short version = 2;
        return Storage.int16(
                version, stride, stride, padding, padding, one, one, none, none, groups, none);
    }

    /// The kernels in the order out, row, column, in.
    byte[] weight() {
        quantise();
        return weight;
    }

    /// What one step of each kernel's numbers is worth.
    double[] scales() {
        quantise();
        return scales;
    }

    private void quantise() {
        if (scales.length > 0) {
            return;
        }
        float[] values = folded.weight();
        scales = new double[folded.convolution().out()];
        weight = new byte[values.length];
        int size = values.length / scales.length;
        float[] errors = new float[size];
        for (int kernel = 0; kernel < scales.length; kernel++) {
            int from = kernel * size;
            float max = maxMagnitude(values, from, size);
            scales[kernel] = max > 0 ? (double) max / MAX_WEIGHT : 1;
            balance(from, errors, round(values, from, (float) (1 / scales[kernel]), errors));
        }
    }

    /// The maximum magnitude of a weight, or of the sum of two neighbours, in a kernel.
    private static float maxMagnitude(float[] values, int from, int size) {
        float last = values[from];
        float max = Math.abs(last);
        for (int i = from + 1; i < from + size; i++) {
            float single = Math.abs(values[i]);
            float both = Math.abs(values[i] + last);
            if (single > max) {
                max = single;
            }
            if (both > max) {
                max = both;
            }
            last = values[i];
        }
        return max;
    }

    /// Rounds each weight of a kernel to the nearest step.
    ///
    /// @return the sum of the errors
    private double round(float[] values, int from, float steps, float[] errors) {
        double sum = 0;
        for (int i = 0; i < errors.length; i++) {
            float value = values[from + i] * steps;
            float rounded = (value + ROUNDING) - ROUNDING;
            weight[from + i] = (byte) rounded;
            errors[i] = rounded - value;
            sum += errors[i];
        }
        return sum;
    }

    /// Balanced rounding: moves the weights with the largest errors by one step each, until the
    /// errors of the kernel sum up to nearly zero.
    ///
    /// Each moves to the step on its other side; a weight that lies on a step stays. The largest
    /// errors are found by counting them in buckets, which takes less time than sorting.
    private void balance(int from, float[] errors, double sum) {
        int wanted = (int) Math.rint(Math.abs(sum));
        if (wanted == 0) {
            return;
        }
        float direction = Math.signum((float) sum);
        int[] buckets = new int[BUCKETS];
        for (float error : errors) {
            buckets[bucket(error * direction)]++;
        }
        int last = buckets.length - 1;
        int found = buckets[last];
        while (found < wanted && last > ZERO_BUCKET) {
            last--;
            found += buckets[last];
        }
        int moves = Math.min(wanted, found);
        // The bucket from zero up also holds weights without an error: there the first with one
        // move.
        int spared = last == ZERO_BUCKET ? 0 : found - moves;
        for (int i = 0; i < errors.length && moves > 0; i++) {
            float error = errors[i] * direction;
            int bucket = bucket(error);
            if (bucket >= last && error >= MIN_ERROR && (bucket > last || spared-- <= 0)) {
                weight[from + i] -= (byte) direction;
                moves--;
            }
        }
    }

    /// The bucket of an error, from minus half a step to half a step.
    private static int bucket(float error) {
        return (int) (error * BUCKETS_PER_STEP + ZERO_BUCKET);
    }
}
