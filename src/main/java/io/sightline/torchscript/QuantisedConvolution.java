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

    private static final int LARGEST = 127;

    /// A smaller error is only the inexactness of floating-point arithmetic, and counts as none.
    private static final float EXACT = 1e-4f;

    /// The class of rounding errors from zero up; as many classes lie below.
    private static final int MIDDLE = 129;

    /// Floating-point numbers of this size are 1 apart. So what is added to one of them is rounded
    /// to a whole number.
    private static final float WHOLE = 0x1.8p23f;

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
        short version = 2;
        return Storage.int16(
                version, stride, stride, padding, padding, one, one, none, none, one, none);
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
            float largest = largest(values, from, size);
            scales[kernel] = largest > 0 ? (double) largest / LARGEST : 1;
            balance(from, errors, round(values, from, (float) (1 / scales[kernel]), errors));
        }
    }

    /// The largest weight or sum of two neighbours in a kernel, without their signs.
    private static float largest(float[] values, int from, int size) {
        float last = values[from];
        float largest = Math.abs(last);
        for (int i = from + 1; i < from + size; i++) {
            float single = Math.abs(values[i]);
            float both = Math.abs(values[i] + last);
            if (single > largest) {
                largest = single;
            }
            if (both > largest) {
                largest = both;
            }
            last = values[i];
        }
        return largest;
    }

    /// Rounds each weight of a kernel to the nearest step.
    ///
    /// @return the sum of the errors
    private double round(float[] values, int from, float steps, float[] errors) {
        double sum = 0;
        for (int i = 0; i < errors.length; i++) {
            float value = values[from + i] * steps;
            float rounded = (value + WHOLE) - WHOLE;
            weight[from + i] = (byte) rounded;
            errors[i] = rounded - value;
            sum += errors[i];
        }
        return sum;
    }

    /// Moves the weights of the largest errors by one step, until all errors sum up to nearly zero.
    ///
    /// Each moves to the step on its other side. A weight that lies on a step stays.
    private void balance(int from, float[] errors, double sum) {
        int wanted = (int) Math.rint(Math.abs(sum));
        if (wanted == 0) {
            return;
        }
        float direction = Math.signum((float) sum);
        int[] buckets = new int[2 * MIDDLE];
        for (float error : errors) {
            buckets[bucket(error * direction)]++;
        }
        int last = buckets.length - 1;
        int found = buckets[last];
        while (found < wanted && last > MIDDLE) {
            last--;
            found += buckets[last];
        }
        int moves = Math.min(wanted, found);
        // The middle holds those without an error too: there the first that have one are moved.
        int spared = last == MIDDLE ? 0 : found - moves;
        for (int i = 0; i < errors.length && moves > 0; i++) {
            float error = errors[i] * direction;
            int bucket = bucket(error);
            if (bucket >= last && error >= EXACT && (bucket > last || spared-- <= 0)) {
                weight[from + i] -= (byte) direction;
                moves--;
            }
        }
    }

    /// The class of an error, from minus half a step to half a step: the middle one from none up.
    private static int bucket(float error) {
        return (int) (error * 2 * (MIDDLE - 1) + MIDDLE);
    }
}
