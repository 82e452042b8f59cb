package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.torchscript.Precision;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareTest {

    @ParameterizedTest
    @CsvSource({
        "'fpu avx fma', false, false",
        "'fpu avx avx2 fma', true, false",
        "'avx2 avx512f avx512bw', true, false",
        "'avx2 avx512f avx512_bf16 avx512_vnni', true, true",
        "'avx2 avx512f amx_bf16 amx_int8', true, true",
        "'fp asimd i8mm bf16', false, true",
        "'fp asimd', false, false"
    })
    void knowsWhatFlagsMean(String flags, boolean bytes, boolean bfloat16) {
        Hardware hardware = new Hardware(Hardware.Kind.PROCESSOR, Set.of(flags.split(" ")));

        assertThat(hardware.hasAvx2()).isEqualTo(bytes);
        assertThat(hardware.multipliesBFloat16()).isEqualTo(bfloat16);
    }

    @ParameterizedTest
    @CsvSource({
        "'fpu avx fma', false, false, false",
        "'fpu avx avx2 fma', true, false, false",
        "'avx2 avx512f avx512bw', true, false, false",
        "'avx2 avx512f avx512_vnni', true, false, true",
        "'avx2 avx512f avx512_bf16 avx512_vnni', true, true, true",
        "'fp asimd i8mm bf16', false, false, false"
    })
    void fusesWhereItWasMeasuredToGain(
            String flags, boolean float32, boolean bfloat16, boolean int8) {
        Hardware hardware = new Hardware(Hardware.Kind.PROCESSOR, Set.of(flags.split(" ")));

        assertThat(hardware.gainsByFusing(new Precision.Float32())).isEqualTo(float32);
        assertThat(hardware.gainsByFusing(new Precision.BFloat16())).isEqualTo(bfloat16);
        assertThat(hardware.gainsByFusing(new Precision.Int8(Map.of()))).isEqualTo(int8);
    }
}
