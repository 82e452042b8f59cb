package io.sightline.machine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// The native memory that this process may still take before the kernel would end it.
///
/// It is what the container's limit and the machine have left, less what Java's heap has not
/// touched yet, and less a sixteenth of the limit, for what the engine takes and gives back from
/// pass to pass. Thread-safe.
public final class Headroom {

    private static final int SHARE_OF_OTHERS = 16;
    private static final double BYTES_PER_KILOBYTE = 1024; // as the kernel writes kB

    private final Path groups;
    private final KernelFile memory;
    private final LongSupplier untouchedHeap;

    /// @param groups where the kernel's control groups are mounted
    /// @param memory the file in which the kernel shows the machine's memory
    /// @param untouchedHeap bytes by which the heap may still grow
    Headroom(Path groups, Path memory, LongSupplier untouchedHeap) {
        this.groups = groups;
        this.memory = new KernelFile(memory);
        this.untouchedHeap = untouchedHeap;
    }

    /// The headroom of this process.
    public static Headroom ofThisProcess() {
        return new Headroom(
                Path.of("/sys/fs/cgroup"), Path.of("/proc/meminfo"), Headroom::untouchedHeap);
    }

    /// Bytes that may still be taken; negative if the heap alone could become too large.
    public long bytes() {
        return bytesNow() - untouchedHeap.getAsLong();
    }

    /// Bytes that may be taken for a moment in which the heap hardly grows.
    public long bytesNow() {
        double left =
                Cgroup.in(groups)
                        .map(group -> left(group.memoryLimitBytes(), group.memoryUsedBytes()))
                        .filter(bytes -> !Double.isNaN(bytes))
                        .orElse(Double.POSITIVE_INFINITY);
        return (long) Math.min(left, ofMachine());
    }

    private double ofMachine() {
        double total = memory.number("MemTotal:") * BYTES_PER_KILOBYTE;
        double available = memory.number("MemAvailable:") * BYTES_PER_KILOBYTE;
        if (Double.isNaN(total + available)) { // not Linux: what is free there is not told
            return half(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class));
        }
        return left(total, total - available);
    }

    private static double left(double limit, double used) {
        return limit - limit / SHARE_OF_OTHERS - used;
    }

    private static double half(OperatingSystemMXBean system) {
        return system.getTotalMemorySize() / 2.0;
    }

    /// The heap's most bytes without those that were in use at once before, pool by pool: those are
    /// in memory, for the collectors never give pages back on their own while a service is busy.
    private static long untouchedHeap() {
        long touched = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                touched += pool.getPeakUsage().getUsed();
            }
        }
        return Math.max(0, Runtime.getRuntime().maxMemory() - touched);
    }
}
