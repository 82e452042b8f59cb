package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.FoldedCheckpoint;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.ReferenceCheckpoint;
import io.sightline.resnet.ResNet;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds compiled networks of each variant against timm's own answers, at several sizes.
class TimmParityTest {

    private static final double TOLERANCE = 1e-4;

    private final Engine engine = TestEngine.cpu();

    private static Stream<Arguments> answers() {
        return ReferenceCheckpoint.all().stream()
                .flatMap(
                        reference ->
                                reference.sides().stream()
                                        .map(side -> Arguments.of(reference, side)));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersAsTimmDoes(ReferenceCheckpoint reference, int side) throws IOException {
        Checkpoint checkpoint = reference.checkpoint();
        ResNet network = ResNet.of(checkpoint, reference.options());
        double[] expected = reference.logits(side);

        List<double[]> answers =
                new OneImage(engine, FormulaWeights.input(side), side)
                        .runEachWay(network, checkpoint, new Precision.Float32());

        assertThat(network.declines(side)).isEmpty();
        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(
                        logits ->
                                assertThat(OneImage.largestError(expected, logits))
                                        .isLessThan(TOLERANCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d-bottleneck", "resnext", "rs", "basic"})
    void answersAsTimmDoesWithNormalisationsFoldedBefore(String stem) throws IOException {
        ReferenceCheckpoint reference = ReferenceCheckpoint.timm(stem);
        int side = reference.sides().getFirst();
        Checkpoint folded = FoldedCheckpoint.of(reference.network(), reference.checkpoint());

        List<double[]> answers =
                new OneImage(engine, FormulaWeights.input(side), side)
                        .runEachWay(
                                ResNet.of(folded, reference.options()),
                                folded,
                                new Precision.Float32());

        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(
                        logits ->
                                assertThat(OneImage.largestError(reference.logits(side), logits))
                                        .isLessThan(TOLERANCE));
    }
}
