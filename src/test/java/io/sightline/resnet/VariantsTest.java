package io.sightline.resnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is told of each variant beside its answers.
class VariantsTest {

    private static List<ReferenceCheckpoint> checkpoints() {
        return ReferenceCheckpoint.all();
    }

    @ParameterizedTest
    @MethodSource("checkpoints")
    void hasTheNameOfTheField(ReferenceCheckpoint reference) {
        ResNet network = ResNet.of(reference.checkpoint(), reference.options());

        assertThat(network.name()).isEqualTo(reference.name());
    }

    @Test
    void drawsADeepStemPooledShortcutsAndAttention() {
        ReferenceCheckpoint reference = checkpoint("timm/rs.safetensors");

        String text = ResNet.of(reference.checkpoint(), reference.options()).toString();

        assertThat(text)
                .contains(
                        "stem      [3x3, 3 → 8, /2] [3x3, 8 → 8] [3x3, 8 → 16] [3x3, 16 → 16,"
                                + " /2]\n")
                .contains(
                        "layer2.0  F(x) + Ws x [average 2x2, /2] [1x1, 8 → 16],"
                                + " F = [1x1, 8 → 4] [3x3, 4 → 4, /2] [1x1, 4 → 16]"
                                + " [SE 16 → 8 → 16]\n");
    }

    private static ReferenceCheckpoint checkpoint(String entry) {
        return checkpoints().stream()
                .filter(each -> each.entry().equals(entry))
                .findFirst()
                .orElseThrow();
    }
}
