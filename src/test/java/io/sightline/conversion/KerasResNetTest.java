package io.sightline.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.resnet.FeatureMap;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.PlainResNet;
import io.sightline.resnet.StrideOrder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SequencedMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KerasResNetTest {

    private static final int SIDE = 33;

    /// Red, green, blue.
    private static final double[] MEAN = {0.485, 0.456, 0.406};

    private static final double[] DEVIATION = {0.229, 0.224, 0.225};

    /// Blue, green, red.
    private static final double[] KERAS_MEAN = {103.939, 116.779, 123.68};

    private final SequencedMap<String, Tensor> keras = KerasLayout.tiny();

    @Test
    void answersAsTheOriginalDoesWhereBothPadWithTheSameColour() throws IOException {
        FeatureMap rgb =
                FeatureMap.of(3, SIDE, SIDE, (c, y, x) -> (97 * c + 31 * y + 17 * x * x) % 256);
        FeatureMap bgr =
                FeatureMap.of(3, SIDE, SIDE, (c, y, x) -> rgb.at(2 - c, y, x) - KERAS_MEAN[c]);
        double[] meanColour = new double[3];
        for (int c = 0; c < 3; c++) {
            meanColour[c] = 255 * MEAN[2 - c] - KERAS_MEAN[c];
        }
        double[] expected = new PlainKerasResNet(new Checkpoint(keras)).logits(bgr, meanColour);

        Checkpoint converted = convert();

        FeatureMap normalised =
                FeatureMap.of(
                        3,
                        SIDE,
                        SIDE,
                        (c, y, x) -> (rgb.at(c, y, x) / 255 - MEAN[c]) / DEVIATION[c]);
        double[] logits =
                new PlainResNet(KerasLayout.AS_TORCHVISION, StrideOrder.V1, converted)
                        .logits(normalised);
        assertThat(logits).containsExactly(expected, halfPrecision(expected));
    }

    @Test
    void namesTensorsAsTorchvisionDoes() throws IOException {
        Checkpoint converted = convert();

        SequencedMap<String, Shape> expected = KerasLayout.AS_TORCHVISION.shapes();
        expected.keySet().removeIf(name -> name.endsWith("num_batches_tracked"));
        assertThat(converted.tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
    }

    @Test
    void keepsConvolutionsAndHeadInHalfPrecisionAndNormalisationsInSingle() throws IOException {
        Checkpoint converted = convert();

        assertThat(converted.tensor("conv1.weight").type()).isEqualTo(TensorType.F16);
        assertThat(converted.tensor("fc.bias").type()).isEqualTo(TensorType.F16);
        assertThat(converted.tensor("bn1.running_mean").type()).isEqualTo(TensorType.F32);
    }

    @Test
    void movesABiasIntoTheRunningMean() throws IOException {
        put("res2a_branch2a/bias", 3, 4);
        put("bn2a_branch2a/moving_mean", 10, 20);

        Checkpoint converted = convert();

        assertThat(converted.tensor("layer1.0.bn1.running_mean").toFloats()).containsExactly(7, 16);
    }

    @ParameterizedTest
    @CsvSource({
        "conv1/kernel",
        "bn_conv1/gamma",
        "res2a_branch2b/bias",
        "bn3a_branch1/moving_variance",
        "fc1000/kernel",
        "fc1000/bias"
    })
    void namesAMissingTensor(String name) {
        keras.remove(name);

        assertThatThrownBy(this::convert)
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor %s is missing", name);
    }

    @Test
    void namesATensorThatHasNoPlace() {
        put("conv2/kernel", 1);

        assertThatThrownBy(this::convert)
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor conv2/kernel has no place in a ResNet");
    }

    @Test
    void namesAVectorThatIsTooShort() {
        put("res3a_branch2b/bias", 1, 2, 3);

        assertThatThrownBy(this::convert)
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor res3a_branch2b/bias has shape 3, expected 4");
    }

    @Test
    void namesAKernelOfTooFewDimensions() {
        put("conv1/kernel", 1, 2, 3);

        assertThatThrownBy(this::convert)
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor conv1/kernel has shape 3, expected 4 dimensions");
    }

    @Test
    void refusesAStemForGreyImages() {
        keras.put("conv1/kernel", FormulaWeights.tensor("conv1", Shape.of(7, 7, 1, 2)));

        assertThatThrownBy(this::convert)
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor conv1/kernel reads 1 channels, expected 3");
    }

    @Test
    void refusesWhatIsNoResNetOnceConverted() {
        keras.put("res3a_branch2b/kernel", FormulaWeights.tensor("conv", Shape.of(5, 5, 4, 4)));

        assertThatThrownBy(this::convert)
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage(
                        "tensor layer2.0.conv2.weight has shape 4 x 4 x 5 x 5, expected 4 x 4 x 3 x"
                                + " 3");
    }

    private Checkpoint convert() throws IOException {
        byte[] archive = NpmPackage.archive(NpmPackage.files(keras, 1000));
        return KerasResNet.convert(new ByteArrayInputStream(archive));
    }

    private void put(String name, float... values) {
        keras.put(name, Tensor.of(TensorType.F32, Shape.of(values.length), values));
    }

    /// Weights are rounded by at most 1 part in 2,048.
    private static Offset<Double> halfPrecision(double[] logits) {
        double max = 0;
        for (double logit : logits) {
            max = Math.max(max, Math.abs(logit));
        }
        return Offset.offset(max / 500);
    }
}
