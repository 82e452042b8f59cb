package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.engine.Hardware;
import io.sightline.repository.Calibration;
import io.sightline.repository.Calibration.Agreement;
import io.sightline.repository.ModelFailedException;
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
        "false, avx2 avx512_bf16, 40, 39, int8",
        "false, avx2 avx512_bf16, 40, 38, bfloat16",
        "false, avx2 avx512_bf16, 39, 39, bfloat16",
        "false, avx2,             39, 39, float32",
        "false, bf16,             40, 40, bfloat16",
        "false, fpu,              40, 40, float32",
        "true,  bf16,             40, 40, bfloat16",
        "true,  none,             40, 40, float32"
    })
    void choosesTheFastestThatTheHardwareHasAndTheCardVouchesFor(
            boolean gpu, String flags, int images, int same, String expected) {
        Hardware hardware = new Hardware(gpu, Set.of(flags.split(" ")));

        PrecisionChoice choice =
                choose(PrecisionSetting.AUTO, hardware, new Agreement(images, same), RANGES);

        assertThat(choice.name()).isEqualTo(expected);
    }

    @Test
    void saysWhy() {
        Hardware hardware = new Hardware(false, Set.of("avx2", "avx512_bf16"));

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
                        new Hardware(false, Set.of()),
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
                choose(setting, new Hardware(false, Set.of()), new Agreement(0, 0), RANGES);

        assertThat(choice.name()).isEqualTo(expected);
    }

    @Test
    void refusesInt8WithoutMeasuredRanges() {
        assertThatThrownBy(
                        () ->
                                choose(
                                        PrecisionSetting.INT8,
                                        new Hardware(false, Set.of("avx2", "avx512_bf16")),
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
                                        new Hardware(true, Set.of("bf16")),
                                        new Agreement(100, 100),
                                        RANGES))
                .isInstanceOf(ModelFailedException.class)
                .hasMessage("precision of model mine is int8, which runs on the CPU only");
    }

    private static PrecisionChoice choose(
            PrecisionSetting setting,
            Hardware hardware,
            Agreement agreement,
            Map<String, ActivationRange> ranges) {
        Calibration calibration = new Calibration(10, agreement, new LinkedHashMap<>());
        return PrecisionChoice.of(setting, hardware, "mine", calibration, ranges);
    }
}
