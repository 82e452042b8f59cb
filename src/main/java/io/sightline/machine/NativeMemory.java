package io.sightline.machine;

import io.sightline.foreign.NativeLibrary;
import io.sightline.machine.SystemCalls.Mallopt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the allocator keep the memory that a forward pass frees, for the next.
public final class NativeMemory {

    private static final Logger LOGGER = LoggerFactory.getLogger(NativeMemory.class);

    /// The parameters of glibc's `mallopt`, from its `malloc.h`.
    private static final int M_TRIM_THRESHOLD = -1;

    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;

    /// More than a pass frees at a time, and more than one tensor takes.
    private static final int KEPT = 1 << 30;

    /// By how much the heap grows at once.
    private static final int STEP = 64 << 20;

    private NativeMemory() {}

    /// Sets the allocator up for the rest of the process, and logs how.
    ///
    /// What the environment says of the allocator is left as it is.
    public static void keep() {
        Allocator allocator = Allocator.of(MemoryMap.read(), System.getenv());
        if (allocator == Allocator.GLIBC) {
            NativeLibrary.ofSystem()
                    .find("mallopt", Mallopt.class)
                    .ifPresent(NativeMemory::tellGlibc);
        }
        if (allocator.wastes()) {
            LOGGER.warn("Native memory: {}", allocator);
        } else {
            LOGGER.info("Native memory: {}", allocator);
        }
    }

    private static void tellGlibc(Mallopt mallopt) {
        mallopt.call(M_MMAP_THRESHOLD, KEPT);
        mallopt.call(M_TRIM_THRESHOLD, KEPT);
        mallopt.call(M_TOP_PAD, STEP);
    }
}
