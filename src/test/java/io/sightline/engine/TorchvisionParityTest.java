package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import io.sightline.torchscript.Precision;
import io.sightline.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds the compiled networks against torchvision's answers on weights and an input made by
/// formula.
class TorchvisionParityTest {

    private static final int SIDE = 224;
    private static final int PIXELS = SIDE * SIDE;
    private static final Precision FLOAT32 = new Precision.Float32();
    private static final double TOLERANCE = 1e-4;

    private final Engine engine = TestEngine.cpu();

    @ParameterizedTest
    @CsvSource({
        "resnet18, BASIC, 2 2 2 2",
        "resnet50, BOTTLENECK, 3 4 6 3",
        "resnet101, BOTTLENECK, 3 4 23 3"
    })
    void answersAsTorchvisionDoes(String name, BlockKind kind, String depths) {
        JsonNode expected = expected(name);
        Checkpoint checkpoint = FormulaWeights.checkpoint(kind, depths(depths));

        double[] logits = run(checkpoint);

        assertThat(relativeError(expected.get("logits_first_16"), first(16), logits))
                .isLessThan(TOLERANCE);
        assertThat(relativeError(expected.get("top5_logits"), indexes(expected), logits))
                .isLessThan(TOLERANCE);
        double norm =
                Math.sqrt(IntStream.range(0, 1000).mapToDouble(i -> logits[i] * logits[i]).sum());
        double expectedNorm = expected.get("logits_l2").doubleValue();
        assertThat(Math.abs(norm - expectedNorm)).isLessThan(TOLERANCE * expectedNorm);
        assertThat(network(checkpoint).parameters())
                .isEqualTo(expected.get("parameters").longValue());
    }

    @ParameterizedTest
    @CsvSource({
        "ResNet-34, BASIC, 3 4 6 3, 21797672",
        "ResNet-152 v1.5, BOTTLENECK, 3 8 36 3, 60192808"
    })
    void runsTheVariantsWithoutARecordedAnswer(
            String name, BlockKind kind, String depths, long parameters) {
        Checkpoint checkpoint = FormulaWeights.checkpoint(kind, depths(depths));

        double[] logits = run(checkpoint);

        assertThat(logits).hasSize(1000).doesNotContain(Double.NaN).doesNotHaveDuplicates();
        assertThat(network(checkpoint).name()).isEqualTo(name);
        assertThat(network(checkpoint).parameters()).isEqualTo(parameters);
    }

    private double[] run(Checkpoint checkpoint) {
        try (InputStream archive =
                        new TorchScriptArchive(
                                network(checkpoint), checkpoint, FLOAT32, engine.fusion(FLOAT32));
                Network network = engine.load("formula", archive);
                Session session = network.openSession(SIDE, 1)) {
            putChannelsLast(FormulaWeights.input(SIDE), session.input());
            float[] logits = session.forward(1, Set.of(Output.LOGITS)).of(Output.LOGITS);
            return IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void putChannelsLast(float[] image, FloatBuffer target) {
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                target.put(image[channel * PIXELS + pixel]);
            }
        }
    }

    private static ResNet network(Checkpoint checkpoint) {
        return ResNet.of(checkpoint, StrideOrder.V1_5);
    }

    private static JsonNode expected(String name) {
        return JsonMapper.shared()
                .readTree(
                        TorchvisionParityTest.class.getResourceAsStream("/torchvision-logits.json"))
                .get(name);
    }

    private static int[] depths(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    private static int[] first(int count) {
        return IntStream.range(0, count).toArray();
    }

    private static int[] indexes(JsonNode expected) {
        return expected.get("top5").valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    /// The L2 norm of the difference at `indexes`, over that of what is expected there.
    private static double relativeError(JsonNode expected, int[] indexes, double[] logits) {
        double difference = 0;
        double total = 0;
        for (int i = 0; i < indexes.length; i++) {
            double value = expected.get(i).doubleValue();
            difference += Math.pow(logits[indexes[i]] - value, 2);
            total += value * value;
        }
        return Math.sqrt(difference / total);
    }
}
