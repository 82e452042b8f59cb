package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorFeaturesTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"flags\t\t: fpu avx bf16", "Features\t: fpu avx bf16"})
    void areThoseOfTheFirstProcessor(String line) throws IOException {
        Path cpuinfo =
                Files.writeString(
                        directory.resolve("cpuinfo"),
                        "model name\t: any\n" + line + "\n\n" + line + " more\n");

        assertThat(ProcessorFeatures.read(cpuinfo).names())
                .containsExactlyInAnyOrder("fpu", "avx", "bf16");
    }

    @Test
    void areNoneWhereTheSystemDoesNotTell() {
        assertThat(ProcessorFeatures.read(directory.resolve("missing")).names()).isEmpty();
    }
}
