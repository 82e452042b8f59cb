package io.sightline.resnet;

/// A folded convolution whose kernels are integers of 8 bits, each kernel with a scale of its own.
final class QuantisedConvolution {

    private static final int LARGEST = 127;

    private final FoldedConvolution folded;
    private byte[] weight = new byte[0];
    private double[] scales = new double[0];

    QuantisedConvolution(FoldedConvolution folded) {
        this.folded = folded;
    }

    /// The constant that the engine calls with.
    Constant.Packed packed() {
        Convolution convolution = folded.convolution();
        short stride = (short) convolution.stride();
        short padding = (short) convolution.padding();
        int out = convolution.out();
        return new Constant.Packed(
                convolution,
                Storage.int16(
                        (short) 2, stride, stride, padding, padding, (short) 1, (short) 1,
                        (short) 0, (short) 0, (short) 1, (short) 0),
                Storage.int8(convolution.weight().elements(), this::quantised),
                Storage.float64(out, this::scales),
                Storage.zeros(out),
                Storage.float32(out, folded::bias));
    }

    private byte[] quantised() {
        quantise();
        return weight;
    }

    private double[] scales() {
        quantise();
        return scales;
    }

    private void quantise() {
        if (scales.length > 0) {
            return;
        }
        float[] values = folded.weight();
        int kernels = folded.convolution().out();
        int size = values.length / kernels;
        weight = new byte[values.length];
        scales = new double[kernels];
        for (int kernel = 0; kernel < kernels; kernel++) {
            int from = kernel * size;
            float largest = 0;
            for (int i = from; i < from + size; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            scales[kernel] = largest > 0 ? (double) largest / LARGEST : 1;
            float inverse = (float) (1 / scales[kernel]);
            for (int i = from; i < from + size; i++) {
                weight[i] = (byte) Math.round(values[i] * inverse);
            }
        }
    }
}
