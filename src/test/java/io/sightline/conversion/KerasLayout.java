package io.sightline.conversion;

import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.Layout;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The tensors of a tiny network as Keras Applications would name and lay them out: two stages of
/// one bottleneck, 2 inner and 8 outer channels, then 4 and 16; three classes.
final class KerasLayout {

    static final Layout AS_TORCHVISION = Layout.tiny(BlockKind.BOTTLENECK, 7, Layout.Option.B);

    private KerasLayout() {}

    static SequencedMap<String, Tensor> tiny() {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        layer(tensors, "conv1", "bn_conv1", Shape.of(7, 7, 3, 2));
        bottleneck(tensors, "2a", 2, 2, 8);
        bottleneck(tensors, "3a", 8, 4, 16);
        put(tensors, "fc1000/kernel", "weight", Shape.of(16, 3));
        put(tensors, "fc1000/bias", "bias", Shape.of(3));
        return tensors;
    }

    private static void bottleneck(
            SequencedMap<String, Tensor> tensors, String name, int in, int inner, int outer) {
        branch(tensors, name + "_branch2a", Shape.of(1, 1, in, inner));
        branch(tensors, name + "_branch2b", Shape.of(3, 3, inner, inner));
        branch(tensors, name + "_branch2c", Shape.of(1, 1, inner, outer));
        branch(tensors, name + "_branch1", Shape.of(1, 1, in, outer));
    }

    private static void branch(SequencedMap<String, Tensor> tensors, String name, Shape kernel) {
        layer(tensors, "res" + name, "bn" + name, kernel);
    }

    private static void layer(
            SequencedMap<String, Tensor> tensors, String convolution, String norm, Shape kernel) {
        Shape channels = Shape.of(kernel.dimension(3));
        put(tensors, convolution + "/kernel", "weight", kernel);
        put(tensors, convolution + "/bias", "bias", channels);
        put(tensors, norm + "/gamma", "weight", channels);
        put(tensors, norm + "/beta", "bias", channels);
        put(tensors, norm + "/moving_mean", "running_mean", channels);
        put(tensors, norm + "/moving_variance", "running_var", channels);
    }

    /// Filled as PyTorch's tensor of the same part would be.
    private static void put(
            SequencedMap<String, Tensor> tensors, String name, String part, Shape shape) {
        float[] values = FormulaWeights.tensor(name + "." + part, shape).toFloats();
        tensors.put(name, Tensor.of(TensorType.F32, shape, values));
    }
}
