package io.sightline.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import io.sightline.resnet.Convolution;
import io.sightline.resnet.Normalisation;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedConvolutionTest {

    /// A variance whose sum with epsilon is exactly 4, so that its deviation is 2.
    private static final float FOUR = (float) (4 - Normalisation.EPSILON);

    private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

    private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();

    @Test
    void multipliesEveryKernelByScaleOverDeviation() {
        put("conv.weight", Shape.of(2, 1, 1, 1), 3, 5);
        norm(new float[] {2, 4}, new float[] {0, 0}, new float[] {0, 0}, new float[] {FOUR, FOUR});

        float[] weight = folded(1, 2, 1).weight();

        assertThat(weight).containsExactly(new float[] {3, 10}, CLOSE);
    }

    @Test
    void subtractsTheScaledMeanFromTheShift() {
        put("conv.weight", Shape.of(1, 1, 1, 1), 1);
        norm(new float[] {6}, new float[] {10}, new float[] {2}, new float[] {FOUR});

        float[] bias = folded(1, 1, 1).bias();

        assertThat(bias).containsExactly(new float[] {10 - 2 * 3}, CLOSE);
    }

    @Test
    void putsInputChannelsNextToEachOther() {
        put("conv.weight", Shape.of(1, 2, 3, 3), counting(18));
        norm(new float[] {2}, new float[] {0}, new float[] {0}, new float[] {FOUR});

        float[] weight = folded(2, 1, 3).weight();

        assertThat(weight)
                .containsExactly(
                        new float[] {0, 9, 1, 10, 2, 11, 3, 12, 4, 13, 5, 14, 6, 15, 7, 16, 8, 17},
                        CLOSE);
    }

    @Test
    void acceptsAVarianceOfZero() {
        put("conv.weight", Shape.of(1, 1, 1, 1), 1);
        norm(new float[] {1}, new float[] {0}, new float[] {0}, new float[] {0});

        float[] weight = folded(1, 1, 1).weight();

        assertThat(weight[0]).isEqualTo((float) (1 / Math.sqrt(1e-5)));
    }

    @ParameterizedTest
    @CsvSource({"-1, -1.0", "NaN, NaN"})
    void refusesAVarianceThatIsNegativeOrNoNumber(float variance, String shown) {
        put("conv.weight", Shape.of(1, 1, 1, 1), 1);
        norm(new float[] {1}, new float[] {0}, new float[] {0}, new float[] {variance});

        assertThatThrownBy(() -> folded(1, 1, 1).weight())
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor bn.running_var holds %s, must not be negative", shown);
    }

    @ParameterizedTest
    @CsvSource({"NaN, 1, NaN", "Infinity, 1, Infinity", "3e38, 1000, Infinity"})
    void refusesAKernelThatIsNotFiniteOnceScaled(float value, float scale, String shown) {
        put("conv.weight", Shape.of(1, 1, 1, 1), value);
        norm(new float[] {scale}, new float[] {0}, new float[] {0}, new float[] {FOUR});

        assertThatThrownBy(() -> folded(1, 1, 1).weight())
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor conv.weight gives %s once bn is folded, must be finite", shown);
    }

    @Test
    void refusesAShiftThatIsNotFinite() {
        put("conv.weight", Shape.of(1, 1, 1, 1), 1);
        norm(new float[] {1}, new float[] {Float.NaN}, new float[] {0}, new float[] {FOUR});

        assertThatThrownBy(() -> folded(1, 1, 1).weight())
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor bn.bias gives NaN once bn is folded, must be finite");
    }

    private FoldedConvolution folded(int in, int out, int kernel) {
        Convolution convolution = new Convolution("conv", "bn", in, out, kernel, 1);
        return new FoldedConvolution(convolution, new Checkpoint(tensors));
    }

    private void norm(float[] weight, float[] bias, float[] mean, float[] variance) {
        put("bn.weight", Shape.of(weight.length), weight);
        put("bn.bias", Shape.of(bias.length), bias);
        put("bn.running_mean", Shape.of(mean.length), mean);
        put("bn.running_var", Shape.of(variance.length), variance);
    }

    private void put(String name, Shape shape, float... values) {
        tensors.put(name, Tensor.of(TensorType.F32, shape, values));
    }

    private static float[] counting(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = i;
        }
        return values;
    }
}
