package io.sightline.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Native memory that was freed, and that the allocator keeps in case it is wanted again.
///
/// The allocators are told to keep it, because forward passes take the same blocks again and again
/// ([rationale](docs/rationale.md)). What one huge image leaves is another matter: it counts
/// against the container's limit, and another thread may not find it.
public final class FreedMemory {

    private static final Linker LINKER = Linker.nativeLinker();

    /// In jemalloc's names, the number that stands for all arenas.
    private static final String PURGE = "arena.4096.purge";

    private FreedMemory() {}

    /// Gives it back to the system, where the allocator is one that can be told: glibc's, jemalloc.
    public static void giveBack() {
        try {
            if (Allocators.JEMALLOC.isPresent()) {
                purge(Allocators.JEMALLOC.get());
            } else if (Allocators.GLIBC.isPresent()) {
                int _ = (int) Allocators.GLIBC.get().invokeExact(0L);
            }
        } catch (Throwable e) {
            throw new AssertionError("the prototypes are those of the allocators' manuals", e);
        }
    }

    private static void purge(MethodHandle control) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = MemorySegment.NULL;
            int _ = (int) control.invokeExact(arena.allocateFrom(PURGE), none, none, none, 0L);
        }
    }

    /// The functions, looked up when first needed.
    private static final class Allocators {

        /// `int malloc_trim(size_t pad)`
        static final Optional<MethodHandle> GLIBC =
                bind(
                        LINKER.defaultLookup().find("malloc_trim"),
                        FunctionDescriptor.of(JAVA_INT, JAVA_LONG));

        /// `int mallctl(name, old, size of old, new, size of new)`
        static final Optional<MethodHandle> JEMALLOC =
                bind(
                        ofAnyLibrary("mallctl"),
                        FunctionDescriptor.of(
                                JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));

        private Allocators() {}

        @SuppressWarnings("restricted") // the prototypes are those of the allocators' manuals
        private static Optional<MethodHandle> bind(
                Optional<MemorySegment> function, FunctionDescriptor prototype) {
            return function.map(address -> LINKER.downcallHandle(address, prototype));
        }

        /// A function of any library that the loader put in before others, as `LD_PRELOAD` does.
        @SuppressWarnings("restricted") // `void *dlsym(handle, name)`; no handle means any library
        private static Optional<MemorySegment> ofAnyLibrary(String name) {
            SymbolLookup system = LINKER.defaultLookup();
            Optional<MethodHandle> find =
                    bind(system.find("dlsym"), FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
            if (find.isEmpty()) {
                return Optional.empty();
            }
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment any = MemorySegment.NULL;
                MemorySegment found =
                        (MemorySegment) find.get().invokeExact(any, arena.allocateFrom(name));
                return Optional.of(found).filter(address -> !address.equals(MemorySegment.NULL));
            } catch (Throwable e) {
                throw new AssertionError("dlsym takes a handle and a name", e);
            }
        }
    }
}
