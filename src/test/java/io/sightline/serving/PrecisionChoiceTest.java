package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.engine.Hardware;
import io.sightline.repository.Calibration;
import io.sightline.repository.Calibration.Agreement;
import io.sightline.repository.ModelFailedException;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.Layout;
import io.sightline.resnet.ReferenceCheckpoint;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.StrideOrder;
import io.sightline.torchscript.ActivationRange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionChoiceTest {

    private static final Map<String, ActivationRange> RANGES =
            Map.of("image", new ActivationRange(0, 1));

    @ParameterizedTest
    @CsvSource({
        "PROCESSOR, avx2 avx512_bf16, 40, 39, int8",
        "PROCESSOR, avx2 avx512_bf16, 40, 38, bfloat16",
        "PROCESSOR, avx2 avx512_bf16, 39, 39, bfloat16",
        "PROCESSOR, avx2,             39, 39, float32",
        "PROCESSOR, bf16,             40, 40, bfloat16",
        "PROCESSOR, fpu,              40, 40, float32",
        "GPU,       bf16,             40, 40, bfloat16",
        "GPU,       none,             40, 40, float32"
    })
    void choosesTheFastestThatTheHardwareHasAndTheCardVouchesFor(
            Hardware.Kind kind, String flags, int images, int same, String expected) {
        Hardware hardware = new Hardware(kind, Set.of(flags.split(" ")));

        PrecisionChoice choice =
                choose(PrecisionSetting.AUTO, hardware, new Agreement(images, same), RANGES);

        assertThat(choice.name()).isEqualTo(expected);
    }

    @Test
    void saysWhy() {
        Hardware hardware = new Hardware(Hardware.Kind.PROCESSOR, Set.of("avx2", "avx512_bf16"));

        PrecisionChoice choice =
                choose(PrecisionSetting.AUTO, hardware, new Agreement(100, 99), RANGES);

        assertThat(choice.reason())
                .isEqualTo(
                        "the processor has instructions for it, and 99 of 100 images have the same"
                                + " first answer as in float32");
    }

    @Test
    void saysWhatIsMissing() {
        PrecisionChoice choice =
                choose(
                        PrecisionSetting.AUTO,
                        new Hardware(Hardware.Kind.PROCESSOR, Set.of()),
                        new Agreement(0, 0),
                        Map.of());

        assertThat(choice.reason())
                .isEqualTo(
                        "the processor has no instructions for int8, and the processor has none"
                                + " for bfloat16");
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, float32", "BFLOAT16, bfloat16", "INT8, int8"})
    void takesWhatIsAskedForOnAnyProcessor(PrecisionSetting setting, String expected) {
        PrecisionChoice choice =
                choose(
                        setting,
                        new Hardware(Hardware.Kind.PROCESSOR, Set.of()),
                        new Agreement(0, 0),
                        RANGES);

        assertThat(choice.name()).isEqualTo(expected);
    }

    @Test
    void refusesInt8WithoutMeasuredRanges() {
        assertThatThrownBy(
                        () ->
                                choose(
                                        PrecisionSetting.INT8,
                                        new Hardware(
                                                Hardware.Kind.PROCESSOR,
                                                Set.of("avx2", "avx512_bf16")),
                                        new Agreement(0, 0),
                                        Map.of()))
                .isInstanceOf(ModelFailedException.class)
                .hasMessage(
                        "precision of model mine is int8, which needs its activations measured"
                                + " first: java -jar sightline.jar calibrate mine FOLDER");
    }

    @Test
    void refusesInt8OnAGpu() {
        assertThatThrownBy(
                        () ->
                                choose(
                                        PrecisionSetting.INT8,
                                        new Hardware(Hardware.Kind.GPU, Set.of("bf16")),
                                        new Agreement(100, 100),
                                        RANGES))
                .isInstanceOf(ModelFailedException.class)
                .hasMessage("precision of model mine is int8, which runs on the CPU only");
    }

    @Test
    void saysWhyANetworkCannotRunInIntegers() {
        Hardware hardware = new Hardware(Hardware.Kind.PROCESSOR, Set.of("avx2", "avx512_bf16"));

        PrecisionChoice choice =
                choose(
                        PrecisionSetting.AUTO,
                        hardware,
                        groupNormalised(),
                        new Agreement(100, 100),
                        RANGES);

        assertThat(choice.name()).isEqualTo("bfloat16");
        assertThat(choice.reason())
                .isEqualTo(
                        "the processor has instructions for it; int8 needs normalisations folded"
                                + " into convolutions, and that of conv1 is a group normalisation");
        assertThatThrownBy(
                        () ->
                                choose(
                                        PrecisionSetting.INT8,
                                        hardware,
                                        groupNormalised(),
                                        new Agreement(100, 100),
                                        RANGES))
                .isInstanceOf(ModelFailedException.class)
                .hasMessage(
                        "precision of model mine is int8, which its network does not allow: int8"
                            + " needs normalisations folded into convolutions, and that of conv1 is"
                            + " a group normalisation");
    }

    private static ResNet groupNormalised() {
        return ReferenceCheckpoint.all().stream()
                .map(ReferenceCheckpoint::network)
                .filter(network -> network.declinesInt8().isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static PrecisionChoice choose(
            PrecisionSetting setting,
            Hardware hardware,
            Agreement agreement,
            Map<String, ActivationRange> ranges) {
        Layout layout = Layout.tiny(BlockKind.BASIC, 3, Layout.Option.A);
        ResNet network = ResNet.of(FormulaWeights.checkpoint(layout), StrideOrder.V1_5);
        return choose(setting, hardware, network, agreement, ranges);
    }

    private static PrecisionChoice choose(
            PrecisionSetting setting,
            Hardware hardware,
            ResNet network,
            Agreement agreement,
            Map<String, ActivationRange> ranges) {
        Calibration calibration = new Calibration(10, agreement, new LinkedHashMap<>());
        return PrecisionChoice.of(setting, hardware, "mine", network, calibration, ranges);
    }
}
