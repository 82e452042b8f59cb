package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.ReferenceCheckpoint;
import io.sightline.resnet.ResNet;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds each variant in bfloat16 and int8 against timm's answers in float32.
class VariantPrecisionTest {

    private static final double LEAST_COSINE_BFLOAT16 = 0.999;
    private static final double LEAST_COSINE_INT8 = 0.998;

    private final Engine engine = TestEngine.cpu();

    private static List<ReferenceCheckpoint> all() {
        return ReferenceCheckpoint.all();
    }

    private static List<ReferenceCheckpoint> allThatTakeInt8() {
        return all().stream().filter(each -> each.network().declinesInt8().isEmpty()).toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void answersInBFloat16NearlyAsTimmDoes(ReferenceCheckpoint reference) throws IOException {
        int side = reference.sides().getFirst();
        OneImage image = new OneImage(engine, FormulaWeights.input(side), side);

        List<double[]> answers =
                image.runEachWay(
                        reference.network(), reference.checkpoint(), new Precision.BFloat16());

        assertNear(reference.logits(side), answers, LEAST_COSINE_BFLOAT16);
    }

    @ParameterizedTest
    @MethodSource("allThatTakeInt8")
    void answersInInt8NearlyAsTimmDoes(ReferenceCheckpoint reference) throws IOException {
        int side = reference.sides().getFirst();
        OneImage image = new OneImage(engine, FormulaWeights.input(side), side);
        ResNet network = reference.network();
        Checkpoint checkpoint = reference.checkpoint();
        Precision int8 = new Precision.Int8(image.ranges(network, checkpoint));

        List<double[]> answers = image.runEachWay(network, checkpoint, int8);

        assertNear(reference.logits(side), answers, LEAST_COSINE_INT8);
    }

    private static void assertNear(double[] expected, List<double[]> answers, double leastCosine) {
        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(
                        logits ->
                                assertThat(OneImage.cosine(expected, logits))
                                        .isGreaterThan(leastCosine));
    }
}
