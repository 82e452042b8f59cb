package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMetricsTest {

    @TempDir private Path process;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void readsTheResidentMemory() throws Exception {
        Files.writeString(
                process.resolve("status"), "Name:\tjava\nVmHWM:\t    9 kB\nVmRSS:\t    2 kB\n");

        new ProcessMetrics(process).bindTo(registry);

        assertThat(registry.get("sightline.process.memory.resident").gauge().value())
                .isEqualTo(2048);
    }

    @Test
    void registersNothingWhereTheKernelShowsNoProcess() {
        new ProcessMetrics(process).bindTo(registry);

        assertThat(registry.getMeters()).isEmpty();
    }
}
