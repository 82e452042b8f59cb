package io.sightline.resnet;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Converts the ResNet-50 of Keras Applications to torchvision's names, layouts and input.
///
/// The result answers as the original does: a convolution's bias moves into the running mean, the
/// difference of the two libraries' epsilons into the running variance, and the normalisation of
/// the input (there: blue, green, red from 0 to 255, minus a mean; here: ImageNet's mean and
/// deviation) into the first convolution. Only where the first kernel touches the padded border is
/// the last not exact; logits then differ by at most 0.016.
public final class KerasResNet {

    private static final String FOLDER = "package/ResNet50";
    private static final double EPSILON = 1e-3;
    private static final double[] IMAGENET_MEAN = {0.485, 0.456, 0.406};
    private static final double[] IMAGENET_DEVIATION = {0.229, 0.224, 0.225};

    /// What Keras subtracts from red, green and blue, on the scale 0 to 255.
    private static final double[] KERAS_MEAN = {123.68, 116.779, 103.939};

    private static final int WHITE = 255;

    private final Checkpoint source;
    private final SequencedMap<String, Tensor> target = new LinkedHashMap<>();

    private KerasResNet(Checkpoint source) {
        this.source = source;
    }

    /// Reads the TensorFlow.js model in `npmPackage`, a gzipped tar, and converts it.
    ///
    /// Convolutions and head are rounded to half precision, normalisations stay in single
    /// precision.
    ///
    /// @throws InvalidCheckpointException if the package does not hold that network
    public static Checkpoint convert(InputStream npmPackage) throws IOException {
        return new KerasResNet(LayersModel.read(npmPackage, FOLDER)).convert();
    }

    private Checkpoint convert() {
        stem();
        for (int stage = 2; has(stage, 'a'); stage++) {
            for (char letter = 'a'; has(stage, letter); letter++) {
                block(stage, letter);
            }
        }
        head();
        Checkpoint converted = new Checkpoint(target);
        ResNet.of(converted, StrideOrder.V1);
        return converted;
    }

    private boolean has(int stage, char letter) {
        return source.tensors().containsKey("res%d%c_branch2a/kernel".formatted(stage, letter));
    }

    private void block(int stage, char letter) {
        String prefix = "layer%d.%d.".formatted(stage - 1, letter - 'a');
        for (int number = 1; number <= 3; number++) {
            String branch = "%d%c_branch2%c".formatted(stage, letter, 'a' + number - 1);
            layer(branch, prefix + "conv" + number, prefix + "bn" + number);
        }
        String projection = "%d%c_branch1".formatted(stage, letter);
        if (source.tensors().containsKey("res" + projection + "/kernel")) {
            layer(projection, prefix + "downsample.0", prefix + "downsample.1");
        }
    }

    private void layer(String branch, String convolution, String norm) {
        target.put(convolution + ".weight", half(kernel("res" + branch)));
        norm("bn" + branch, norm, source.tensor("res" + branch + "/bias").toFloats());
    }

    /// The first convolution reads other numbers than Keras's: each channel's weights are scaled to
    /// them, and what is left, a constant for each output, is added to the bias.
    private void stem() {
        Tensor kernel = kernel("conv1");
        float[] weight = kernel.toFloats();
        float[] bias = source.tensor("conv1/bias").toFloats();
        int area = kernel.shape().dimension(2) * kernel.shape().dimension(3);
        float[] converted = new float[weight.length];
        for (int o = 0; o < bias.length; o++) {
            double shift = 0;
            for (int channel = 0; channel < 3; channel++) {
                double offset = WHITE * IMAGENET_MEAN[channel] - KERAS_MEAN[channel];
                for (int pixel = 0; pixel < area; pixel++) {
                    float value = weight[(o * 3 + 2 - channel) * area + pixel];
                    converted[(o * 3 + channel) * area + pixel] =
                            (float) (value * WHITE * IMAGENET_DEVIATION[channel]);
                    shift += value * offset;
                }
            }
            bias[o] = (float) (bias[o] + shift);
        }
        target.put("conv1.weight", Tensor.of(TensorType.F16, kernel.shape(), converted));
        norm("bn_conv1", "bn1", bias);
    }

    private void norm(String from, String to, float[] convolutionBias) {
        float[] mean = source.tensor(from + "/moving_mean").toFloats();
        float[] variance = source.tensor(from + "/moving_variance").toFloats();
        for (int i = 0; i < mean.length; i++) {
            mean[i] -= convolutionBias[i];
            variance[i] = (float) (variance[i] + EPSILON - FoldedConvolution.EPSILON);
        }
        Shape shape = Shape.of(mean.length);
        target.put(to + ".weight", source.tensor(from + "/gamma"));
        target.put(to + ".bias", source.tensor(from + "/beta"));
        target.put(to + ".running_mean", Tensor.of(TensorType.F32, shape, mean));
        target.put(to + ".running_var", Tensor.of(TensorType.F32, shape, variance));
    }

    private void head() {
        Tensor kernel = source.tensor("fc1000/kernel");
        target.put("fc.weight", half(permuted(kernel, 1, 0)));
        target.put("fc.bias", half(source.tensor("fc1000/bias")));
    }

    /// Keras keeps row, column, in, out; PyTorch out, in, row, column.
    private Tensor kernel(String name) {
        return permuted(source.tensor(name + "/kernel"), 3, 2, 0, 1);
    }

    private static Tensor half(Tensor tensor) {
        return Tensor.of(TensorType.F16, tensor.shape(), tensor.toFloats());
    }

    /// `tensor` with its dimensions in another order: the first becomes what was number `order[0]`,
    /// and so on.
    private static Tensor permuted(Tensor tensor, int... order) {
        int rank = order.length;
        if (tensor.shape().rank() != rank) {
            throw new InvalidCheckpointException(
                    "tensor has shape %s, expected %d dimensions".formatted(tensor.shape(), rank));
        }
        int[] strides = new int[rank];
        int[] sizes = new int[rank];
        for (int i = 0; i < rank; i++) {
            sizes[i] = tensor.shape().dimension(order[i]);
            strides[i] = 1;
            for (int inner = order[i] + 1; inner < rank; inner++) {
                strides[i] *= tensor.shape().dimension(inner);
            }
        }
        float[] values = tensor.toFloats();
        float[] permuted = new float[values.length];
        int[] index = new int[rank];
        for (int i = 0; i < permuted.length; i++) {
            int from = 0;
            for (int d = 0; d < rank; d++) {
                from += index[d] * strides[d];
            }
            permuted[i] = values[from];
            for (int d = rank - 1; d >= 0 && ++index[d] == sizes[d]; d--) {
                index[d] = 0;
            }
        }
        return Tensor.of(TensorType.F32, Shape.of(sizes), permuted);
    }
}
