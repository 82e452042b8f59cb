package io.sightline.machine;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What manages the memory under the engine.
///
/// A forward pass takes and frees hundreds of megabytes. An allocator that hands them back to the
/// system takes them from it again, page by page, in the next pass.
enum Allocator {
    /// glibc's, of which the environment says nothing: the process tells it to keep what is freed.
    GLIBC("glibc's malloc, told to keep freed memory"),

    /// glibc's, with the environment's settings.
    GLIBC_AS_SET("glibc's malloc with the settings of the environment"),

    /// jemalloc, told to keep what is freed.
    JEMALLOC("jemalloc, told to keep freed memory"),

    /// jemalloc, which by itself gives large blocks back at once.
    JEMALLOC_PURGING(
            "jemalloc, which gives freed memory back after each pass; set"
                    + " MALLOC_CONF=dirty_decay_ms:-1,muzzy_decay_ms:-1,thp:always"),

    /// Another one that was loaded before the system's.
    PRELOADED("a preloaded allocator"),

    /// The system's, and it is not glibc's.
    UNKNOWN("the system's own allocator; forward passes may be faster with jemalloc preloaded");

    /// Settings of jemalloc that keep freed memory for the next pass: either all of it for good, or
    /// large blocks for as long as small ones.
    private static final List<String> KEEPING =
            List.of("dirty_decay_ms:-1", "oversize_threshold:0");

    private final String description;

    Allocator(String description) {
        this.description = description;
    }

    /// The allocator of a process.
    ///
    /// @param maps what Linux shows as `/proc/self/maps`; empty elsewhere
    /// @param environment of the process
    static Allocator of(String maps, Map<String, String> environment) {
        if (maps.contains("/libjemalloc")) {
            String settings = environment.getOrDefault("MALLOC_CONF", "");
            return KEEPING.stream().anyMatch(settings::contains) ? JEMALLOC : JEMALLOC_PURGING;
        }
        if (maps.contains("/libtcmalloc") || maps.contains("/libmimalloc")) {
            return PRELOADED;
        }
        if (!maps.contains("/libc.so.6")) {
            return UNKNOWN;
        }
        boolean set =
                Stream.of("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES")
                        .anyMatch(environment::containsKey);
        return set ? GLIBC_AS_SET : GLIBC;
    }

    /// Whether passes are slower than they need be, and the description says what to do.
    boolean slowsPasses() {
        return this == JEMALLOC_PURGING;
    }

    /// For the log: which it is, and what to do if it wastes time.
    @Override
    public String toString() {
        return description;
    }
}
