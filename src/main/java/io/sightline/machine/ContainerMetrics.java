package io.sightline.machine;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.util.function.ToDoubleFunction;

/// The meters of the container's memory and of its processor quota (`sightline.container.*`).
///
/// Without them an operator would need an agent on the machine to see how near the end is.
final class ContainerMetrics implements MeterBinder {

    private final Path root;

    /// @param root where the kernel's control groups are mounted
    ContainerMetrics(Path root) {
        this.root = root;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Cgroup.in(root).ifPresent(cgroup -> register(cgroup, registry));
    }

    private static void register(Cgroup cgroup, MeterRegistry registry) {
        gauge(
                "sightline.container.memory.used",
                "Memory of the container that cannot simply be dropped",
                cgroup,
                Cgroup::memoryUsedBytes,
                registry);
        gauge(
                "sightline.container.memory.limit",
                "Memory that the container may hold",
                cgroup,
                Cgroup::memoryLimitBytes,
                registry);
        if (cgroup.countsCpuPeriods()) {
            counter(
                    "sightline.container.cpu.periods",
                    "Periods of the processor quota in which anything ran",
                    "periods",
                    cgroup,
                    Cgroup::cpuPeriods,
                    registry);
            counter(
                    "sightline.container.cpu.throttled",
                    "Periods whose processor quota was used up before their end",
                    "periods",
                    cgroup,
                    Cgroup::cpuThrottledPeriods,
                    registry);
            counter(
                    "sightline.container.cpu.throttled.time",
                    "Time for which threads were kept from running",
                    "seconds",
                    cgroup,
                    Cgroup::cpuThrottledSeconds,
                    registry);
        }
    }

    private static void gauge(
            String name,
            String description,
            Cgroup cgroup,
            ToDoubleFunction<Cgroup> number,
            MeterRegistry registry) {
        Gauge.builder(name, cgroup, number)
                .description(description)
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }

    /// The registry holds `cgroup` weakly; the function keeps it.
    private static void counter(
            String name,
            String description,
            String unit,
            Cgroup cgroup,
            ToDoubleFunction<Cgroup> number,
            MeterRegistry registry) {
        FunctionCounter.builder(name, cgroup, _ -> number.applyAsDouble(cgroup))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }
}
