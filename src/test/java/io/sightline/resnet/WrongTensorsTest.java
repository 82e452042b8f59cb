package io.sightline.resnet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Checkpoints that are almost a ResNet.
class WrongTensorsTest {

    private final SequencedMap<String, Shape> basic =
            Layout.imagenet(BlockKind.BASIC, 2, 2).shapes();
    private final SequencedMap<String, Shape> bottleneck =
            Layout.imagenet(BlockKind.BOTTLENECK, 2, 2).shapes();
    private final SequencedMap<String, Shape> cifar = Layout.cifar(1, Layout.Option.A).shapes();

    @Test
    void refusesACheckpointWithoutTensors() {
        assertRefused(new LinkedHashMap<>(), "tensor conv1.weight is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "conv1.weight, tensor conv1.weight is missing",
        "bn1.running_var, 'tensor bn1.running_var is missing, expected 64'",
        "layer1.1.conv1.weight, tensor layer1.1.conv1.weight is missing",
        "layer1.1.conv2.weight, tensor layer1.1.conv2.weight is missing",
        "layer2.0.downsample.0.weight, tensor layer2.0.downsample.0.weight is missing",
        "layer2.1.bn2.bias, 'tensor layer2.1.bn2.bias is missing, expected 128'",
        "fc.weight, tensor fc.weight is missing",
        "fc.bias, 'tensor fc.bias is missing, expected 1000'"
    })
    void namesAMissingTensor(String name, String message) {
        basic.remove(name);

        assertRefused(basic, message);
    }

    @Test
    void namesTheMissingConvolutionOfABottleneck() {
        bottleneck.remove("layer1.0.conv3.weight");

        assertRefused(bottleneck, "tensor layer1.0.conv3.weight is missing");
    }

    @Test
    void namesTheMissingProjectionOfANetworkForImagenet() {
        basic.keySet().removeIf(name -> name.startsWith("layer2.0.downsample"));

        assertRefused(basic, "tensor layer2.0.downsample.0.weight is missing");
    }

    @Test
    void namesTheMissingProjectionOfABlockThatNarrows() {
        cifar.put("layer2.0.conv1.weight", Shape.of(8, 16, 3, 3));
        cifar.put("layer2.0.conv2.weight", Shape.of(8, 8, 3, 3));

        assertRefused(cifar, "tensor layer2.0.downsample.0.weight is missing");
    }

    @Test
    void namesTheFirstStageIfThereIsNone() {
        cifar.keySet().removeIf(name -> name.startsWith("layer1."));

        assertRefused(cifar, "tensor layer1.0.conv1.weight is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "extra.weight, a ResNet-10",
        "conv1.bias, a ResNet-10",
        "layer1.0.conv1.bias, a ResNet-10",
        "evil.num_batches_tracked, a ResNet-10",
        "layer1.0.num_batches_tracked, a ResNet-10",
        "layer9.0.conv1.weight, a ResNet-10"
    })
    void namesASurplusTensor(String name, String network) {
        basic.put(name, Shape.of(5));

        assertRefused(
                basic,
                "tensor %s of shape 5 is surplus, %s has none of that name"
                        .formatted(name, network));
    }

    @Test
    void callsABlockBehindAGapSurplus() {
        basic.keySet().removeIf(name -> name.startsWith("layer1.1."));
        basic.put("layer1.2.conv1.weight", Shape.of(64, 64, 3, 3));

        assertRefused(
                basic,
                "tensor layer1.2.conv1.weight of shape 64 x 64 x 3 x 3 is surplus, a ResNet-8 has"
                        + " none of that name");
    }

    @Test
    void callsAStageBehindAGapSurplus() {
        basic.keySet().removeIf(name -> name.startsWith("layer2."));
        basic.put("layer3.0.conv1.weight", Shape.of(128, 64, 3, 3));
        basic.put("fc.weight", Shape.of(1000, 64));

        assertRefused(
                basic,
                "tensor layer3.0.conv1.weight of shape 128 x 64 x 3 x 3 is surplus, a ResNet-6 has"
                        + " none of that name");
    }

    @ParameterizedTest
    @CsvSource({
        "conv1.weight, 64 x 3 x 7 x 5, 64 x 3 x 7 x 7", // not square
        "conv1.weight, 64 x 3 x 5 x 5, 64 x 3 x 7 x 7", // of no known stem
        "conv1.weight, 64 x 3 x 2 x 2, 64 x 3 x 7 x 7",
        "conv1.weight, 64 x 1 x 7 x 7, 64 x 3 x 7 x 7", // grey
        "bn1.weight, 1 x 64, 64",
        "bn1.running_mean, 63, 64",
        "bn1.num_batches_tracked, 1, scalar",
        "layer1.0.conv1.weight, 64 x 32 x 3 x 3, 64 x 64 x 3 x 3", // grouped
        "layer1.0.conv1.weight, 64 x 64 x 1 x 1, 64 x 64 x 3 x 3",
        "layer2.0.downsample.0.weight, 1 x 64 x 1 x 1, 128 x 64 x 1 x 1", // would broadcast
        "layer2.0.downsample.0.weight, 128 x 64 x 3 x 3, 128 x 64 x 1 x 1",
        "fc.weight, 1000 x 64, 1000 x 128",
        "fc.bias, 999, 1000"
    })
    void saysWhatShapeATensorShouldHave(String name, String shape, String expected) {
        basic.put(name, shape(shape));

        assertRefused(
                basic, "tensor %s has shape %s, expected %s".formatted(name, shape, expected));
    }

    @ParameterizedTest
    @CsvSource({
        "layer1.1.conv1.weight, 64 x 256 x 3 x 3, 64 x 256 x 1 x 1",
        "layer1.1.conv2.weight, 64 x 3 x 3 x 3, 64 x 64 x 3 x 3", // as in a ResNeXt
        "layer2.1.conv3.weight, 512 x 64 x 1 x 1, 512 x 128 x 1 x 1"
    })
    void saysWhatShapeATensorOfABottleneckShouldHave(String name, String shape, String expected) {
        bottleneck.put(name, shape(shape));

        assertRefused(
                bottleneck, "tensor %s has shape %s, expected %s".formatted(name, shape, expected));
    }

    @Test
    void saysHowManyDimensionsAKernelShouldHave() {
        basic.put("conv1.weight", Shape.of(64, 147));

        assertRefused(basic, "tensor conv1.weight has shape 64 x 147, expected 4 dimensions");
    }

    @Test
    void saysHowManyDimensionsAHeadShouldHave() {
        basic.put("fc.weight", Shape.of(1000, 128, 1, 1));

        assertRefused(
                basic, "tensor fc.weight has shape 1000 x 128 x 1 x 1, expected 2 dimensions");
    }

    @Test
    void namesTheTensorThatWouldHaveToBeHuge() {
        SequencedMap<String, Shape> shapes = Layout.cifar(1, Layout.Option.A).shapes();
        shapes.put("layer1.0.conv1.weight", Shape.of(60_000, 16, 3, 3));

        assertRefused(
                shapes,
                "tensor layer1.0.conv2.weight has shape 16 x 16 x 3 x 3, expected 16 x 60000 x 3 x"
                        + " 3");
    }

    @Test
    void seesABottleneckAmongBasicBlocksByItsThirdConvolution() {
        basic.put("layer1.1.conv3.weight", Shape.of(64, 64, 1, 1));

        assertRefused(
                basic,
                "tensor layer1.1.conv1.weight has shape 64 x 64 x 3 x 3, expected 64 x 64 x 1 x 1");
    }

    @ParameterizedTest
    @EnumSource(names = {"I32", "I64"})
    void refusesWeightsOfAnIntegerType(TensorType type) {
        SequencedMap<String, Tensor> tensors =
                new LinkedHashMap<>(BlankWeights.of(cifar).tensors());
        tensors.put("conv1.weight", BlankWeights.tensor(type, Shape.of(16, 3, 3, 3)));

        assertThatThrownBy(() -> ResNet.of(new Checkpoint(tensors), StrideOrder.V1_5))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor conv1.weight is %s, expected a floating-point type", type);
    }

    @Test
    void refusesMoreThanAThousandMillionParameters() {
        Layout layout =
                new Layout(BlockKind.BASIC, 3, 1000, 1000, 1000, List.of(56), Layout.Option.A, 10);

        assertRefused(
                layout.shapes(), "network has 1008263010 parameters, at most 1000000000 are read");
    }

    private static void assertRefused(SequencedMap<String, Shape> shapes, String message) {
        Checkpoint checkpoint = BlankWeights.of(shapes);

        assertThatThrownBy(() -> ResNet.of(checkpoint, StrideOrder.V1_5))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage(message);
    }

    private static Shape shape(String text) {
        return Shape.of(Arrays.stream(text.split(" x ")).mapToInt(Integer::parseInt).toArray());
    }
}
