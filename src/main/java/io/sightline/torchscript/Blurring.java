package io.sightline.torchscript;

import io.sightline.checkpoint.Shape;

/// Writes a blur as a convolution of each channel with one fixed kernel.
final class Blurring {

    private static final int SIDE = 3;

    /// Numbers of a kernel.
    static final int AREA = SIDE * SIDE;

    /// Binomial coefficients.
    private static final float[] WEIGHTS = {0.25f, 0.5f, 0.25f};

    private Blurring() {}

    static Shape shape(int channels) {
        return Shape.of(channels, 1, SIDE, SIDE);
    }

    /// The kernels of all channels, all the same.
    static float[] kernels(int channels) {
        float[] kernels = new float[channels * AREA];
        for (int i = 0; i < kernels.length; i++) {
            int pixel = i % AREA;
            kernels[i] = WEIGHTS[pixel / SIDE] * WEIGHTS[pixel % SIDE];
        }
        return kernels;
    }

    /// The blur of `input` with stride 2.
    static String expression(int channels, String kernels, String input) {
        String padded = "torch.reflection_pad2d(%s, [1, 1, 1, 1])".formatted(input);
        return "torch.conv2d(%s, %s, None, [2, 2], [0, 0], [1, 1], %s)"
                .formatted(padded, kernels, channels);
    }
}
