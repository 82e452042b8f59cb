package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.conversion.onnx.OnnxFixture;
import io.sightline.conversion.onnx.OnnxNetwork;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.ResNet;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds networks read from ONNX against PyTorch's answers before the export.
class OnnxParityTest {

    private static final double TOLERANCE = 1e-4;

    private final Engine engine = TestEngine.cpu();

    private static Stream<Arguments> answers() {
        return OnnxFixture.networks().stream()
                .flatMap(
                        fixture ->
                                fixture.logits().keySet().stream()
                                        .sorted()
                                        .map(side -> Arguments.of(fixture, side)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersAsTheNetworkDidBeforeItsExport(OnnxFixture fixture, int side) throws IOException {
        OnnxNetwork found = fixture.network();
        ResNet network = ResNet.of(found.checkpoint(), found.options());
        double[] expected =
                fixture.logits().getOrDefault(side, List.of()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray();

        List<double[]> answers =
                new OneImage(engine, FormulaWeights.input(side), side)
                        .runEachWay(network, found.checkpoint(), new Precision.Float32());

        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(
                        logits ->
                                assertThat(OneImage.largestError(expected, logits))
                                        .isLessThan(TOLERANCE));
    }
}
