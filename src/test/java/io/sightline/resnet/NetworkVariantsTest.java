package io.sightline.resnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is told of each variant beside its answers.
class NetworkVariantsTest {

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

    @ParameterizedTest
    @CsvSource({
        "cbam, a ResNet with CBAM",
        "v2-bottleneck, a ResNetV2 or BiT",
        "v2-bit, a ResNetV2 or BiT"
    })
    void refusesOtherFamiliesByName(String file, String family) {
        ResNetOptions options = ResNetOptions.DEFAULT;
        Checkpoint checkpoint =
                new ReferenceCheckpoint("timm/" + file + ".safetensors", file, options, "")
                        .checkpoint();

        assertThatThrownBy(() -> ResNet.of(checkpoint, options))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining(" is that of %s, expected a ResNet: ", family);
    }

    @Test
    void declinesExtentsThatMeansDoNotHalve() {
        ReferenceCheckpoint reference = checkpoint("hub/timm--resnetaa50.a1h_in1k");
        ResNet network = ResNet.of(reference.checkpoint(), reference.options());

        assertThat(network.declines(96)).isEmpty();
        assertThat(network.declines(75))
                .hasValue(
                        "must be a multiple of 32: layer2.0 would halve 19 x 19 pixels to two"
                                + " sizes");
    }

    @Test
    void declinesInt8WhereANormalisationCannotBeFolded() {
        ReferenceCheckpoint reference = checkpoint("timm/groupnorm-fp16.safetensors");

        assertThat(ResNet.of(reference.checkpoint(), reference.options()).declinesInt8())
                .hasValue(
                        "int8 needs normalisations folded into convolutions, and that of conv1 is a"
                                + " group normalisation");
        assertThat(checkpoints())
                .filteredOn(each -> !each.equals(reference))
                .allSatisfy(
                        each ->
                                assertThat(
                                                ResNet.of(each.checkpoint(), each.options())
                                                        .declinesInt8())
                                        .isEmpty());
    }

    @Test
    void summarisesEachStage() {
        ReferenceCheckpoint reference = checkpoint("timm/d-basic.safetensors");
        ResNet network = ResNet.of(reference.checkpoint(), reference.options());

        List<StageSummary> summary = network.summary(75);

        assertThat(summary)
                .extracting(StageSummary::name)
                .containsExactly("stem", "layer1", "layer2", "layer3", "layer4", "head");
        assertThat(summary).extracting(StageSummary::side).containsExactly(19, 19, 10, 5, 3, 1);
        assertThat(summary.stream().mapToLong(StageSummary::parameters).sum())
                .isEqualTo(network.parameters());
        assertThat(summary.stream().mapToLong(StageSummary::operations).sum())
                .isEqualTo(network.operations(75));
    }

    private static ReferenceCheckpoint checkpoint(String entry) {
        return checkpoints().stream()
                .filter(each -> each.entry().equals(entry))
                .findFirst()
                .orElseThrow();
    }
}
