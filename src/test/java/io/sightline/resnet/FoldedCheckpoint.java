package io.sightline.resnet;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Folds batch normalisations by the book, as exporters do: each convolution gets a bias.
public final class FoldedCheckpoint {

    private static final double EPSILON = 1e-5;

    private FoldedCheckpoint() {}

    /// The tensors of `checkpoint`, which `network` was read from, without a normalisation.
    public static Checkpoint of(ResNet network, Checkpoint checkpoint) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>(checkpoint.tensors());
        network.convolutions()
                .forEach(
                        each -> {
                            if (each.normalisation() instanceof Normalisation.Batch(String norm)) {
                                fold(tensors, each, norm);
                            }
                        });
        return new Checkpoint(tensors);
    }

    private static void fold(
            SequencedMap<String, Tensor> tensors, Convolution convolution, String norm) {
        float[] weight = of(tensors, convolution.name() + ".weight");
        float[] scale = of(tensors, norm + ".weight");
        float[] bias = of(tensors, norm + ".bias");
        float[] mean = of(tensors, norm + ".running_mean");
        float[] variance = of(tensors, norm + ".running_var");
        int kernel = weight.length / bias.length;
        for (int o = 0; o < bias.length; o++) {
            double factor = scale[o] / Math.sqrt(variance[o] + EPSILON);
            bias[o] = (float) (bias[o] - mean[o] * factor);
            for (int i = 0; i < kernel; i++) {
                weight[o * kernel + i] = (float) (weight[o * kernel + i] * factor);
            }
        }
        List.of("weight", "bias", "running_mean", "running_var", "num_batches_tracked")
                .forEach(part -> tensors.remove(norm + "." + part));
        tensors.put(
                convolution.name() + ".weight",
                Tensor.of(TensorType.F32, convolution.weight(), weight));
        tensors.put(
                convolution.name() + ".bias",
                Tensor.of(TensorType.F32, Shape.of(convolution.out()), bias));
    }

    private static float[] of(SequencedMap<String, Tensor> tensors, String name) {
        return new Checkpoint(tensors).tensor(name).toFloats();
    }
}
