package io.sightline.machine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;

/// The meter of the process' memory, the engine's included (`sightline.process.memory.resident`).
final class ProcessMetrics implements MeterBinder {

    private static final double BYTES_PER_KILOBYTE = 1024; // as the kernel writes kB

    private final KernelFile status;

    /// @param process the folder in which the kernel shows this process
    ProcessMetrics(Path process) {
        this.status = new KernelFile(process.resolve("status"));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        if (status.isReadable()) {
            Gauge.builder("sightline.process.memory.resident", this::residentBytes)
                    .description("Memory of the process that is in RAM")
                    .baseUnit("bytes")
                    .register(registry);
        }
    }

    private double residentBytes() {
        return status.number("VmRSS:") * BYTES_PER_KILOBYTE;
    }
}
