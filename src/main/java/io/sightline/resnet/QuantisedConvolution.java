package io.sightline.resnet;

/// A folded convolution whose kernels are integers of 8 bits, each kernel with a scale of its own.
///
/// Each weight is rounded to one of its two neighbours, most to the nearest; as many are rounded
/// the other way, those nearest to the middle, as it takes for the errors of a kernel to sum up to
/// less than one step. What a kernel reads is mostly positive, so a sum of errors would shift its
/// output.
///
/// No two neighbours of one sign exceed 127 steps together, 128 once they are rounded. Processors
/// that add pairs of products in 16 bits would overflow: an activation has up to 255 steps.
final class QuantisedConvolution {

    private static final int LARGEST = 127;

    /// An error that is none, but for the arithmetic it was calculated with.
    private static final float EXACT = 1e-4f;

    /// Classes of rounding errors of either sign, up to half a step.
    private static final int BUCKETS = 128;

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
            float largest = Math.abs(values[from]);
            for (int i = from + 1; i < from + size; i++) {
                largest = Math.max(largest, largest(values[i - 1], values[i]));
            }
            scales[kernel] = largest > 0 ? (double) largest / LARGEST : 1;
            round(values, from, (float) (1 / scales[kernel]), errors);
        }
    }

    /// The larger of the second number and the sum of both, without their signs.
    private static float largest(float first, float second) {
        return Math.max(Math.abs(second), Math.abs(first + second));
    }

    private void round(float[] values, int from, float steps, float[] errors) {
        int[] buckets = new int[BUCKETS + 1 + BUCKETS];
        double sum = 0;
        for (int i = 0; i < errors.length; i++) {
            float value = values[from + i] * steps;
            int rounded = Math.round(value);
            weight[from + i] = (byte) rounded;
            errors[i] = rounded - value;
            sum += errors[i];
            buckets[bucket(errors[i])]++;
        }
        balance(from, errors, buckets, sum);
    }

    /// Moves the weights of the largest errors by one step, until all errors sum up to nearly zero.
    ///
    /// Each goes to its other neighbour; one that lies on a step has none, and stays.
    private void balance(int from, float[] errors, int[] buckets, double sum) {
        int direction = sum > 0 ? 1 : -1;
        int wanted = (int) Math.rint(Math.abs(sum));
        int last = BUCKETS + direction * BUCKETS;
        int found = buckets[last];
        while (found < wanted && last - direction != BUCKETS) {
            last -= direction;
            found += buckets[last];
        }
        int moves = Math.min(wanted, found);
        int spared = found - moves;
        for (int i = 0; i < errors.length && moves > 0; i++) {
            int beyond = (bucket(errors[i]) - last) * direction;
            if (beyond > 0 || (beyond == 0 && spared-- <= 0)) {
                weight[from + i] -= (byte) direction;
                moves--;
            }
        }
    }

    /// The class of an error: from 0 for minus half a step to twice [#BUCKETS] for plus half a
    /// step, in the middle no error.
    private static int bucket(float error) {
        float size = Math.abs(error);
        int fromMiddle = size < EXACT ? 0 : Math.min((int) Math.ceil(2 * size * BUCKETS), BUCKETS);
        return error > 0 ? BUCKETS + fromMiddle : BUCKETS - fromMiddle;
    }
}
