package io.sightline.conversion.onnx;

import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.checkpoint.onnx.Node;
import io.sightline.conversion.onnx.Step.Filter;
import io.sightline.resnet.Normalisation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Reads convolutions and the batch normalisations behind them.
final class FilterReader {

    private final Constants constants;

    FilterReader(Constants constants) {
        this.constants = constants;
    }

    /// The convolution `node`, its input padded by `before`; without a bias it gets one of zeros.
    Filter convolution(Node node, Padding before) {
        Tensor weight = constants.tensor(node, 1, "weights");
        if (weight.shape().rank() != 4) {
            throw Unfit.at(
                    node, "has weights of shape %s".formatted(weight.shape()), "4 dimensions");
        }
        int out = weight.shape().dimension(0);
        Tensor bias =
                node.input(2).isEmpty()
                        ? Tensor.of(TensorType.F32, Shape.of(out), new float[out])
                        : vector(node, 2, "a bias", out);
        List<Long> kernel =
                List.of((long) weight.shape().dimension(2), (long) weight.shape().dimension(3));
        return new Filter(
                node,
                Window.of(node, kernel, before),
                node.whole("group", 1),
                weight,
                false,
                new LinkedHashMap<>(Map.of("bias", bias)));
    }

    /// `filter`, followed by the batch normalisation `node`: a bias moves into the mean, another
    /// epsilon than PyTorch's into the variance.
    Filter normalised(Filter filter, Node node) {
        requireInference(node);
        int channels = filter.out();
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("weight", vector(node, 1, "a scale", channels));
        tensors.put("bias", vector(node, 2, "a shift", channels));
        tensors.put("running_mean", mean(filter, vector(node, 3, "a mean", channels)));
        tensors.put("running_var", variance(node, vector(node, 4, "a variance", channels)));
        return new Filter(
                filter.node(), filter.window(), filter.groups(), filter.weight(), true, tensors);
    }

    private static void requireInference(Node node) {
        boolean training = node.whole("training_mode", 0) != 0 || node.outputs().size() > 1;
        if (training || node.whole("spatial", 1) != 1) {
            throw Unfit.at(
                    node,
                    training ? "is in training mode" : "normalises each pixel by itself",
                    "statistics for each channel, exported for inference");
        }
    }

    private static Tensor mean(Filter filter, Tensor mean) {
        if (filter.node().input(2).isEmpty()) {
            return mean;
        }
        float[] bias = filter.behind().firstEntry().getValue().toFloats();
        float[] moved = mean.toFloats();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= bias[i];
        }
        return Tensor.of(TensorType.F32, mean.shape(), moved);
    }

    private static Tensor variance(Node node, Tensor variance) {
        float epsilon = node.real("epsilon", (float) Normalisation.EPSILON);
        if (!(epsilon > 0 && epsilon < 1)) { // written so that NaN fails too
            throw Unfit.at(node, "has epsilon %s".formatted(epsilon), "a small positive number");
        }
        if (epsilon == (float) Normalisation.EPSILON) {
            return variance;
        }
        float[] moved = variance.toFloats();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (moved[i] + (double) epsilon - Normalisation.EPSILON);
        }
        return Tensor.of(TensorType.F32, variance.shape(), moved);
    }

    private Tensor vector(Node node, int index, String role, int channels) {
        Tensor tensor = constants.tensor(node, index, role);
        if (!tensor.shape().equals(Shape.of(channels))) {
            throw Unfit.at(
                    node,
                    "has %s of shape %s".formatted(role, tensor.shape()),
                    "%d channels".formatted(channels));
        }
        return tensor;
    }
}
