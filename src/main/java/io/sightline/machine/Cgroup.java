package io.sightline.machine;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The control group that a container is to the kernel: what its processes hold together, and may.
///
/// In a container the mount point shows the container's own group. Both versions of the kernel's
/// interface are known.
///
/// @param memoryUsage all the memory held, pages of files included, in bytes
/// @param memoryLimit the most that may be held, in bytes
/// @param memoryStatistics what the memory is held for
/// @param inactiveFile the name there of the pages of files that the kernel drops first
/// @param cpuStatistics what became of the processor quota
/// @param throttledTime the name there of the time for which threads were kept from running
/// @param throttledUnitsPerSecond what that time is counted in
record Cgroup(
        KernelFile memoryUsage,
        KernelFile memoryLimit,
        KernelFile memoryStatistics,
        String inactiveFile,
        KernelFile cpuStatistics,
        String throttledTime,
        double throttledUnitsPerSecond) {

    /// Version 1 writes the absence of a limit as the largest multiple of a page.
    private static final double UNLIMITED = 0x1p62;

    /// The group under the mount point `root`; empty if no container's numbers are there.
    static Optional<Cgroup> in(Path root) {
        return Stream.of(version2(root), version1(root))
                .filter(cgroup -> cgroup.memoryUsage.isReadable())
                .findFirst();
    }

    private static Cgroup version2(Path root) {
        return new Cgroup(
                new KernelFile(root.resolve("memory.current")),
                new KernelFile(root.resolve("memory.max")),
                new KernelFile(root.resolve("memory.stat")),
                "inactive_file",
                new KernelFile(root.resolve("cpu.stat")),
                "throttled_usec",
                1e6);
    }

    private static Cgroup version1(Path root) {
        return new Cgroup(
                new KernelFile(root.resolve("memory/memory.usage_in_bytes")),
                new KernelFile(root.resolve("memory/memory.limit_in_bytes")),
                new KernelFile(root.resolve("memory/memory.stat")),
                "total_inactive_file",
                new KernelFile(root.resolve("cpu/cpu.stat")),
                "throttled_time",
                1e9);
    }

    /// Bytes held that the kernel cannot simply drop: what Kubernetes calls the working set.
    double memoryUsedBytes() {
        return memoryUsage.number() - memoryStatistics.number(inactiveFile);
    }

    /// The most bytes that may be held before a process is killed; NaN if there is no limit.
    double memoryLimitBytes() {
        double limit = memoryLimit.number();
        return limit < UNLIMITED ? limit : Double.NaN;
    }

    /// Whether the kernel counts periods here: not if it was built without processor quotas.
    boolean countsCpuPeriods() {
        return !Double.isNaN(cpuPeriods());
    }

    /// Periods of the quota in which anything ran.
    double cpuPeriods() {
        return cpuStatistics.number("nr_periods");
    }

    /// Periods whose quota was used up before their end.
    double cpuThrottledPeriods() {
        return cpuStatistics.number("nr_throttled");
    }

    /// Seconds for which threads were kept from running, added up over processors.
    double cpuThrottledSeconds() {
        return cpuStatistics.number(throttledTime) / throttledUnitsPerSecond;
    }
}
