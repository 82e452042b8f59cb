package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerMetricsTest {

    @TempDir private Path root;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void readsVersion2() throws Exception {
        ContainerOnPaper.register(root, registry);

        assertThat(gauge("memory.used")).isEqualTo(700);
        assertThat(gauge("memory.limit")).isEqualTo(4000);
        assertThat(counter("cpu.periods")).isEqualTo(8);
        assertThat(counter("cpu.throttled")).isEqualTo(2);
        assertThat(counter("cpu.throttled.time")).isEqualTo(1.5);
    }

    @Test
    void readsVersion1() throws Exception {
        write("memory/memory.usage_in_bytes", "1000\n");
        write("memory/memory.limit_in_bytes", "4000\n");
        write("memory/memory.stat", "cache 400\ninactive_file 1\ntotal_inactive_file 300\n");
        write("cpu/cpu.stat", "nr_periods 8\nnr_throttled 2\nthrottled_time 1500000000\n");

        new ContainerMetrics(root).bindTo(registry);

        assertThat(gauge("memory.used")).isEqualTo(700);
        assertThat(gauge("memory.limit")).isEqualTo(4000);
        assertThat(counter("cpu.periods")).isEqualTo(8);
        assertThat(counter("cpu.throttled")).isEqualTo(2);
        assertThat(counter("cpu.throttled.time")).isEqualTo(1.5);
    }

    @Test
    void readsTheFilesAnewEachTime() throws Exception {
        writeMemory("4000");
        new ContainerMetrics(root).bindTo(registry);

        write("memory.current", "2000\n");
        write("memory.max", "5000\n");

        assertThat(gauge("memory.used")).isEqualTo(1700);
        assertThat(gauge("memory.limit")).isEqualTo(5000);
    }

    @Test
    void givesNoNumberForNoLimitOfVersion2() throws Exception {
        writeMemory("max");

        new ContainerMetrics(root).bindTo(registry);

        assertThat(gauge("memory.limit")).isNaN();
    }

    @Test
    void givesNoNumberForNoLimitOfVersion1() throws Exception {
        write("memory/memory.usage_in_bytes", "1000\n");
        write("memory/memory.limit_in_bytes", "9223372036854771712\n");

        new ContainerMetrics(root).bindTo(registry);

        assertThat(gauge("memory.limit")).isNaN();
    }

    @Test
    void givesNoNumberForAFileThatIsGone() throws Exception {
        writeMemory("4000");
        new ContainerMetrics(root).bindTo(registry);

        Files.delete(root.resolve("memory.stat"));
        Files.delete(root.resolve("memory.max"));

        assertThat(gauge("memory.used")).isNaN();
        assertThat(gauge("memory.limit")).isNaN();
    }

    @Test
    void leavesOutTheProcessorWhereItsPeriodsAreNotCounted() throws Exception {
        writeMemory("4000");
        write("cpu.stat", "usage_usec 9\nuser_usec 8\nsystem_usec 1\n");

        new ContainerMetrics(root).bindTo(registry);

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder(
                        "sightline.container.memory.used", "sightline.container.memory.limit");
    }

    @Test
    void registersNothingOutsideAContainer() throws Exception {
        write("cpu.stat", "usage_usec 9\n");

        new ContainerMetrics(root).bindTo(registry);

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void givesEveryMeterAUnitAndADescription() throws Exception {
        ContainerOnPaper.register(root, registry);

        assertThat(registry.getMeters())
                .hasSize(6)
                .extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.getBaseUnit()).isNotBlank())
                .allSatisfy(id -> assertThat(id.getDescription()).isNotBlank());
    }

    private void writeMemory(String limit) throws IOException {
        write("memory.current", "1000\n");
        write("memory.max", limit + "\n");
        write("memory.stat", "inactive_file 300\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private double gauge(String name) {
        return registry.get("sightline.container." + name).gauge().value();
    }

    private double counter(String name) {
        return registry.get("sightline.container." + name).functionCounter().count();
    }
}
