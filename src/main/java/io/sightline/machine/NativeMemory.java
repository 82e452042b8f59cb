package io.sightline.machine;

import io.sightline.foreign.NativeLibrary;
import io.sightline.machine.SystemCalls.Mallopt;
import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the allocator keep the memory that a forward pass frees, for the next one, and let go of it
/// when there will be none.
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

    /// From this size on, freeing a block makes glibc look whether its arena's end can go back.
    private static final long LOOKED_AT = 1 << 17;

    private static final ReentrantLock LOCK = new ReentrantLock();

    private NativeMemory() {}

    /// Sets the allocator up for the rest of the process, and logs how.
    ///
    /// What the environment says of the allocator is left as it is.
    public static void keep() {
        Allocator allocator = Told.ALLOCATOR;
        glibc().ifPresent(NativeMemory::keepAll);
        if (allocator.slowsPasses()) {
            LOGGER.warn("Native memory: {}", allocator);
        } else {
            LOGGER.info("Native memory: {}", allocator);
        }
    }

    private static void keepAll(Mallopt mallopt) {
        mallopt.call(M_MMAP_THRESHOLD, KEPT);
        mallopt.call(M_TRIM_THRESHOLD, KEPT);
        mallopt.call(M_TOP_PAD, STEP);
    }

    /// Runs `freeing`, which frees memory that no pass will want again, and has the allocator give
    /// back the ends of the arenas that it was in, and of the calling thread's.
    ///
    /// glibc gives each thread an arena, and hands an ended thread's to the next one that starts.
    /// [FreedMemory] returns the holes of all arenas, but the end of the main one only; the others'
    /// ends go back when something is freed in them, if that is allowed at the time. Without this,
    /// lanes that end leave up to 64 MiB each in as many arenas as there may be.
    ///
    /// Other threads run on; a pass that frees memory meanwhile takes it from the system again.
    public static void freeForGood(Runnable freeing) {
        Optional<Mallopt> glibc = glibc();
        if (glibc.isEmpty()) {
            freeing.run();
            return;
        }
        Mallopt mallopt = glibc.get();
        LOCK.lock();
        try {
            mallopt.call(M_TRIM_THRESHOLD, 0);
            mallopt.call(M_TOP_PAD, 0);
            freeing.run();
            freeABlock();
        } finally {
            keepAll(mallopt);
            LOCK.unlock();
        }
    }

    private static Optional<Mallopt> glibc() {
        return Optional.ofNullable(Told.GLIBC);
    }

    private static void freeABlock() {
        try (Arena arena = Arena.ofConfined()) {
            arena.allocate(LOOKED_AT);
        }
    }

    /// Whom this process tells, found out when first needed.
    private static final class Told {

        static final Allocator ALLOCATOR = Allocator.of(MemoryMap.read(), System.getenv());

        /// Its function, if it is glibc's and the environment says nothing of it.
        static final @Nullable Mallopt GLIBC =
                ALLOCATOR == Allocator.GLIBC
                        ? NativeLibrary.ofSystem().find("mallopt", Mallopt.class).orElse(null)
                        : null;

        private Told() {}
    }
}
