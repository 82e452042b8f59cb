package io.sightline.machine;

import io.sightline.foreign.NativeLibrary;
import io.sightline.machine.SystemCalls.Mallctl;
import io.sightline.machine.SystemCalls.MallocTrim;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Native memory that was freed, and that the allocator keeps in case it is wanted again.
///
/// The allocators are told to keep it, because forward passes take the same blocks again and again
/// ([rationale](docs/rationale.md)). What one huge image leaves is another matter: it counts
/// against the container's limit, and another thread may not find it.
public final class FreedMemory {

    /// In jemalloc's names, the number that stands for all arenas.
    private static final String PURGE = "arena.4096.purge";

    private FreedMemory() {}

    /// Gives it back to the system, where the allocator is one that can be told: glibc's, jemalloc.
    public static void giveBack() {
        Found.GIVING_BACK.run();
    }

    private static Runnable find() {
        Optional<Runnable> jemalloc =
                NativeLibrary.ofProcess()
                        .find("mallctl", Mallctl.class)
                        .map(control -> () -> purge(control));
        Optional<Runnable> glibc =
                NativeLibrary.ofSystem()
                        .find("malloc_trim", MallocTrim.class)
                        .map(trim -> () -> trim.call(0));
        return jemalloc.or(() -> glibc).orElse(() -> {});
    }

    private static void purge(Mallctl control) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = MemorySegment.NULL;
            control.call(arena.allocateFrom(PURGE), none, none, none, 0);
        }
    }

    /// Looked up when first needed.
    private static final class Found {

        static final Runnable GIVING_BACK = find();

        private Found() {}
    }
}
