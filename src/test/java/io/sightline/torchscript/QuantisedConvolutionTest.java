package io.sightline.torchscript;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.Normalisation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QuantisedConvolutionTest {

    private static final Offset<Double> CLOSE = Offset.offset(1e-6);

    @Test
    void givesEveryKernelAScaleThatReachesItsLargestWeight() {
        QuantisedConvolution convolution = quantised(2, 127, 0, -254, 2);

        assertThat(convolution.scales()).containsExactly(new double[] {1, 2}, CLOSE);
        assertThat(convolution.weight()).containsExactly(127, 0, -127, 1);
    }

    @Test
    void roundsToTheNearest() {
        QuantisedConvolution convolution = quantised(1, 127, 0, 3.25f, -3.25f);

        assertThat(convolution.weight()).containsExactly(127, 0, 3, -3);
    }

    @Test
    void roundsFromTheMiddleToTheEvenStep() {
        QuantisedConvolution convolution = quantised(1, 127, 0, 2.5f, 3.5f);

        assertThat(convolution.weight()).containsExactly(127, 0, 2, 4);
    }

    @Test
    void movesTheWeightNearestToTheMiddleIfTheErrorsAddUp() {
        QuantisedConvolution convolution = quantised(1, 127, 0, 2.25f, 5.4375f, 7.3125f);

        assertThat(convolution.weight()).containsExactly(127, 0, 2, 6, 7);
    }

    @Test
    void movesWeightsDownAsItMovesThemUp() {
        QuantisedConvolution convolution = quantised(1, 127, 0, 1.75f, 4.5625f, 6.6875f);

        assertThat(convolution.weight()).containsExactly(127, 0, 2, 4, 7);
    }

    @Test
    void movesNegativeWeightsAsItMovesPositiveOnes() {
        QuantisedConvolution convolution = quantised(1, -127, 0, -2.25f, -5.4375f, -7.3125f);

        assertThat(convolution.weight()).containsExactly(-127, 0, -2, -6, -7);
    }

    @Test
    void keepsTheErrorsOfAKernelBelowAStepInSum() {
        float[] weights = new float[1_000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 127 * (float) Math.sin(i * i);
        }
        QuantisedConvolution convolution = quantised(1, weights);

        double sum = 0;
        double max = 0;
        for (int i = 0; i < weights.length; i++) {
            double error = convolution.weight()[i] * convolution.scales()[0] - weights[i];
            sum += error;
            max = Math.max(max, Math.abs(error));
        }
        assertThat(Math.abs(sum)).isLessThan(0.51 * convolution.scales()[0]);
        assertThat(max).isLessThan(convolution.scales()[0]);
    }

    @Test
    void givesNeighboursOfOneSignAScaleThatReachesTheirSum() {
        QuantisedConvolution convolution = quantised(3, 100, 154, 100, -154, -100, -154);

        assertThat(convolution.scales()).containsExactly(new double[] {2, 154.0 / 127, 2}, CLOSE);
    }

    @Test
    void keepsNeighboursWithin128StepsHoweverTheyAreRounded() {
        float[] weights = new float[1_000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 10 + (float) Math.sin(i * i);
        }

        byte[] rounded = quantised(1, weights).weight();

        for (int i = 1; i < rounded.length; i++) {
            assertThat(Math.abs(rounded[i - 1] + rounded[i])).isBetween(100, 128);
        }
    }

    @Test
    void leavesWeightsThatLieOnAStep() {
        float[] weights = new float[302];
        Arrays.fill(weights, 0, 300, 0.0019f);
        weights[301] = 127;

        byte[] rounded = quantised(1, weights).weight();

        assertThat(rounded[300]).isZero();
        assertThat(rounded[301]).isEqualTo((byte) 127);
        assertThat(rounded).as("the error of 300 small weights, 0.57").contains((byte) 1);
    }

    @Test
    void quantisesAKernelOfZeros() {
        QuantisedConvolution convolution = quantised(1, 0, 0);

        assertThat(convolution.weight()).containsExactly(0, 0);
        assertThat(convolution.scales()).containsExactly(1);
    }

    /// One of 1x1, with a normalisation that changes nothing.
    private static QuantisedConvolution quantised(int out, float... weights) {
        int in = weights.length / out;
        float[] ones = filled(out, 1);
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("conv.weight", Tensor.of(TensorType.F32, Shape.of(out, in, 1, 1), weights));
        tensors.put("bn.weight", Tensor.of(TensorType.F32, Shape.of(out), ones));
        tensors.put("bn.bias", Tensor.of(TensorType.F32, Shape.of(out), filled(out, 0)));
        tensors.put("bn.running_mean", Tensor.of(TensorType.F32, Shape.of(out), filled(out, 0)));
        float variance = (float) (1 - Normalisation.EPSILON);
        tensors.put(
                "bn.running_var", Tensor.of(TensorType.F32, Shape.of(out), filled(out, variance)));
        Convolution convolution = new Convolution("conv", "bn", in, out, 1, 1);
        return new QuantisedConvolution(
                new FoldedConvolution(convolution, new Checkpoint(tensors)));
    }

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }
}
