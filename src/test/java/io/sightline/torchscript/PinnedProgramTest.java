package io.sightline.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.Layout;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pins the programs of a plain network of bottlenecks, such as the bundled one: what is added for
/// other networks must not change how these run.
class PinnedProgramTest {

    private static final int PREFIX = 16;

    private final Checkpoint checkpoint =
            FormulaWeights.checkpoint(Layout.tiny(BlockKind.BOTTLENECK, 7, Layout.Option.B));
    private final ResNet network = ResNet.of(checkpoint, StrideOrder.V1);

    @ParameterizedTest
    @CsvSource({
        "float32, NONE, d2da2d01e938648e",
        "float32, FUSED, 9884a944bd722ad0",
        "bfloat16, NONE, a6806e3737a1bb9a",
        "bfloat16, FUSED, 5e5cf6420573c8d6",
        "int8, NONE, 2b593ba3f13d7cc1",
        "int8, FUSED, 67fd9a041d499106"
    })
    void keepsTheText(String precision, Fusion fusion, String digest) {
        Program program = Program.of(network, checkpoint, precision(precision), fusion);

        assertThat(digest(program.text())).isEqualTo(digest);
    }

    @Test
    void keepsTheTextThatTellsOfActivations() {
        Program program = Program.observing(network, checkpoint, new Observation.Extremes());

        assertThat(digest(program.text())).isEqualTo("e0230c5bc4914222");
    }

    private Precision precision(String name) {
        return switch (name) {
            case "float32" -> new Precision.Float32();
            case "bfloat16" -> new Precision.BFloat16();
            default -> new Precision.Int8(ranges());
        };
    }

    private Map<String, ActivationRange> ranges() {
        Map<String, ActivationRange> ranges = new HashMap<>();
        network.activations().forEach(name -> ranges.put(name, new ActivationRange(-51, 204)));
        return ranges;
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest(text.getBytes(UTF_8)))
                    .substring(0, PREFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
