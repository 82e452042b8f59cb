package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'flags\t\t: fpu avx fma', false, false",
        "'flags\t\t: fpu avx avx2 fma', true, false",
        "'flags\t\t: avx2 avx512f avx512bw', true, false",
        "'flags\t\t: avx2 avx512f avx512_bf16 avx512_vnni', true, true",
        "'flags\t\t: avx2 avx512f amx_bf16 amx_int8', true, true",
        "'Features\t: fp asimd i8mm bf16', false, true",
        "'Features\t: fp asimd', false, false"
    })
    void readsTheProcessorsFlags(String line, boolean bytes, boolean bfloat16) throws IOException {
        Hardware hardware = Hardware.ofProcessor(cpuinfo(line));

        assertThat(hardware.gpu()).isFalse();
        assertThat(hardware.hasAvx2()).isEqualTo(bytes);
        assertThat(hardware.multipliesBFloat16()).isEqualTo(bfloat16);
    }

    @ParameterizedTest
    @CsvSource({
        "'flags\t\t: fpu avx fma', false, false, false",
        "'flags\t\t: fpu avx avx2 fma', true, false, false",
        "'flags\t\t: avx2 avx512f avx512bw', true, false, false",
        "'flags\t\t: avx2 avx512f avx512_vnni', true, false, true",
        "'flags\t\t: avx2 avx512f avx512_bf16 avx512_vnni', true, true, true",
        "'Features\t: fp asimd i8mm bf16', false, false, false"
    })
    void fusesWhereItWasMeasuredToGain(String line, boolean float32, boolean bfloat16, boolean int8)
            throws IOException {
        Hardware hardware = Hardware.ofProcessor(cpuinfo(line));

        assertThat(hardware.gainsByFusing(new Precision.Float32())).isEqualTo(float32);
        assertThat(hardware.gainsByFusing(new Precision.BFloat16())).isEqualTo(bfloat16);
        assertThat(hardware.gainsByFusing(new Precision.Int8(Map.of()))).isEqualTo(int8);
    }

    private Path cpuinfo(String line) throws IOException {
        return Files.writeString(
                directory.resolve("cpuinfo"), "model name\t: any\n" + line + "\n\n");
    }

    @Test
    void takesAProcessorItCannotAskForAPlainOne() {
        Hardware hardware = Hardware.ofProcessor(directory.resolve("missing"));

        assertThat(hardware).isEqualTo(new Hardware(false, Set.of()));
    }
}
