package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.Layout;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import io.sightline.torchscript.ActivationRange;
import io.sightline.torchscript.Observation;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds networks of every kind in bfloat16 and int8 against themselves in float32.
class PrecisionParityTest {

    private static final int SIDE = 32;
    private static final double MIN_ERROR = 1e-6; // of rounding, else nothing was rounded
    private static final double BFLOAT16_TOLERANCE = 0.03;
    private static final double INT8_TOLERANCE = 0.1;

    private final OneImage image = new OneImage(TestEngine.cpu(), FormulaWeights.input(SIDE), SIDE);

    private static List<Layout> layouts() {
        return List.of(
                Layout.cifar(3, Layout.Option.A),
                Layout.cifar(3, Layout.Option.B),
                Layout.cifar(9, Layout.Option.A),
                new Layout(BlockKind.BASIC, 7, 16, 16, 16, List.of(2, 2), Layout.Option.B, 10),
                new Layout(BlockKind.BOTTLENECK, 7, 16, 16, 64, List.of(2, 2), Layout.Option.B, 10),
                new Layout(
                        BlockKind.BOTTLENECK, 3, 16, 16, 64, List.of(2, 2), Layout.Option.B, 10));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void answersInBFloat16NearlyAsInFloat32(Layout layout) throws IOException {
        Checkpoint checkpoint = FormulaWeights.checkpoint(layout);

        List<Double> errors = errors(checkpoint, new Precision.BFloat16());

        assertThat(errors)
                .isNotEmpty()
                .allMatch(error -> error > MIN_ERROR && error < BFLOAT16_TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void answersInInt8NearlyAsInFloat32(Layout layout) throws IOException {
        Checkpoint checkpoint = FormulaWeights.checkpoint(layout);

        List<Double> errors = errors(checkpoint, new Precision.Int8(ranges(checkpoint)));

        assertThat(errors)
                .isNotEmpty()
                .allMatch(error -> error > MIN_ERROR && error < INT8_TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void countsEveryNumberOfEveryActivation(Layout layout) throws IOException {
        Checkpoint checkpoint = FormulaWeights.checkpoint(layout);
        Map<String, ActivationRange> ranges = ranges(checkpoint);

        double[] counts =
                image.run(network(checkpoint), checkpoint, new Observation.Histograms(ranges, 4));

        assertThat(counts).hasSize(4 * ranges.size());
        assertThat(counts[0] + counts[1] + counts[2] + counts[3])
                .as("numbers of the image")
                .isEqualTo(3.0 * SIDE * SIDE);
    }

    private List<Double> errors(Checkpoint checkpoint, Precision precision) throws IOException {
        ResNet network = network(checkpoint);
        double[] expected = image.run(network, checkpoint, new Precision.Float32());
        return image.runEachWay(network, checkpoint, precision).stream()
                .map(actual -> OneImage.relativeError(expected, actual))
                .toList();
    }

    private Map<String, ActivationRange> ranges(Checkpoint checkpoint) throws IOException {
        return image.ranges(network(checkpoint), checkpoint);
    }

    private static ResNet network(Checkpoint checkpoint) {
        return ResNet.of(checkpoint, StrideOrder.V1_5);
    }
}
