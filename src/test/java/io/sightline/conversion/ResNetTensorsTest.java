package io.sightline.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResNetTensorsTest {

    @ParameterizedTest
    @CsvSource({
        "layer1.0.conv1.weight, layer1.0.shortcut.1.bias, layer1.0.downsample.1.bias",
        "m.layer1.0.conv1.weight, m.layer12.10.bn2.weight, layer12.10.bn2.weight",
        "encoder.stages.0.layers.0.layer.0.convolution.weight,"
                + " encoder.stages.3.layers.2.layer.1.normalization.bias, layer4.2.bn2.bias",
        "resnet.encoder.stages.0.layers.0.layer.0.convolution.weight,"
                + " resnet.encoder.stages.1.layers.0.shortcut.convolution.weight,"
                + " layer2.0.downsample.0.weight",
        "resnet.encoder.stages.0.layers.0.layer.0.convolution.weight,"
                + " resnet.embedder.embedder.normalization.weight, bn1.weight"
    })
    void callsTensorsAsTorchvisionDoes(String landmark, String name, String expected) {
        ResNetTensors found =
                ResNetTensors.find(checkpoint(landmark, name, "fc.weight", "fc.bias"));

        assertThat(found.checkpoint().tensors())
                .containsOnlyKeys("layer1.0.conv1.weight", expected, "fc.weight", "fc.bias");
    }

    @ParameterizedTest
    @CsvSource({
        "'', fc",
        "'', linear",
        "'', fc.1",
        "model., model.fc",
        "model.backbone., model.head.fc",
        "backbone., classifier",
        "resnet., classifier.1"
    })
    void findsTheHeadBesideTheNetwork(String prefix, String head) {
        Checkpoint file =
                checkpoint(prefix + "layer1.0.conv1.weight", head + ".weight", head + ".bias");

        assertThat(ResNetTensors.find(file).checkpoint().tensors())
                .containsKeys("fc.weight", "fc.bias");
    }

    @Test
    void takesAHeadThatIsAConvolutionOfOnePixel() {
        SequencedMap<String, Tensor> tensors =
                new LinkedHashMap<>(checkpoint("layer1.0.conv1.weight", "fc.bias").tensors());
        tensors.put("fc.weight", Tensor.of(TensorType.F32, Shape.of(2, 3, 1, 1), new float[6]));

        Checkpoint found = ResNetTensors.find(new Checkpoint(tensors)).checkpoint();

        assertThat(found.tensor("fc.weight").shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void leavesOutCountersAndWhatIsNoPartOfTheNetwork() {
        ResNetTensors found =
                ResNetTensors.find(
                        checkpoint(
                                "net.layer1.0.conv1.weight",
                                "net.bn1.num_batches_tracked",
                                "net.fc.weight",
                                "net.fc.bias",
                                "criterion.weight"));

        assertThat(found.checkpoint().tensors())
                .containsOnlyKeys("layer1.0.conv1.weight", "fc.weight", "fc.bias");
        assertThat(found.notes())
                .containsExactly(
                        "the network's names begin with net.",
                        "1 tensors are no part of the network and were left out:"
                                + " \"criterion.weight\"");
    }

    @Test
    void asksWhichIfThereAreTwoNetworks() {
        Checkpoint file =
                checkpoint(
                        "module.layer1.0.conv1.weight",
                        "module.fc.weight",
                        "module.fc.bias",
                        "ema.layer1.0.conv1.weight",
                        "ema.fc.weight",
                        "ema.fc.bias");

        assertThatThrownBy(() -> ResNetTensors.find(file))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage(
                        "it holds 2 networks, whose names begin with \"module.\", \"ema.\"; must be"
                                + " one: choose a prefix");
        assertThat(ResNetTensors.find(file, "ema.").checkpoint().tensors()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "features.0.weight|its 1 tensors are \"features.0.weight\", must be a ResNet's: one"
                        + " must end in layer1.0.conv1.weight",
                "xlayer1.0.conv1.weight|its 1 tensors are \"xlayer1.0.conv1.weight\", must be a"
                        + " ResNet's: one must end in layer1.0.conv1.weight",
                "layer1.0.conv1.weight|it has no head, such as fc.weight: it gives features, must"
                        + " be a classifier",
                "layer1.0.conv1.weight fc.weight|tensor fc.bias is missing",
                "layer1.0.conv1.weight fc.0.weight fc.3.weight|it has 2 heads, \"fc.0.weight\","
                        + " \"fc.3.weight\"; must have one of one layer",
                "layer1.0.conv1.weight layer1.0.shortcut.0.weight layer1.0.downsample.0.weight"
                        + "|tensor layer1.0.downsample.0.weight is a second"
                        + " layer1.0.downsample.0.weight, must be the only one"
            })
    void saysWhatIsMissingOrTooMuch(String names, String reason) {
        Checkpoint file = checkpoint(names.split(" "));

        assertThatThrownBy(() -> ResNetTensors.find(file))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage(reason);
    }

    private static Checkpoint checkpoint(String... names) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        Arrays.stream(names)
                .forEach(
                        name ->
                                tensors.put(
                                        name,
                                        Tensor.of(TensorType.F32, Shape.of(1, 1), new float[1])));
        return new Checkpoint(tensors);
    }
}
