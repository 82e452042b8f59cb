package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardwareTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "'flags\t\t: fpu avx fma', false, false, false",
        "'flags\t\t: fpu avx avx2 fma', true, false, true",
        "'flags\t\t: avx2 avx512f avx512bw', true, false, false",
        "'flags\t\t: avx2 avx512f avx512_bf16 avx512_vnni', true, true, false",
        "'flags\t\t: avx2 avx512f amx_bf16 amx_int8', true, true, false",
        "'Features\t: fp asimd i8mm bf16', false, true, false",
        "'Features\t: fp asimd', false, false, false"
    })
    void readsTheProcessorsFlags(String line, boolean bytes, boolean bfloat16, boolean narrow)
            throws IOException {
        Path cpuinfo =
                Files.writeString(
                        directory.resolve("cpuinfo"), "model name\t: any\n" + line + "\n\n");

        Hardware hardware = Hardware.ofProcessor(cpuinfo);

        assertThat(hardware).isEqualTo(new Hardware(false, bytes, bfloat16, narrow));
    }

    @Test
    void takesAProcessorItCannotAskForAPlainOne() {
        Hardware hardware = Hardware.ofProcessor(directory.resolve("missing"));

        assertThat(hardware).isEqualTo(new Hardware(false, false, false, false));
    }
}
