package io.sightline.machine;

import java.lang.foreign.MemorySegment;

/// The prototypes of the functions that this package calls, as the manuals of Linux and of the
/// allocators have them.
final class SystemCalls {

    private SystemCalls() {}

    /// `sched_getaffinity` and `sched_setaffinity`.
    public interface SchedAffinity {
        int call(int thread, long maskBytes, MemorySegment mask);
    }

    /// `getpriority`.
    public interface GetPriority {
        int call(int kind, int thread);
    }

    /// `setpriority`.
    public interface SetPriority {
        int call(int kind, int thread, int niceness);
    }

    /// `mallopt`.
    public interface Mallopt {
        int call(int parameter, int value);
    }

    /// `setenv`.
    public interface Setenv {
        int call(MemorySegment name, MemorySegment value, int overwrite);
    }

    /// glibc's `malloc_trim`.
    public interface MallocTrim {
        int call(long keptBytes);
    }

    /// jemalloc's `mallctl`.
    public interface Mallctl {
        int call(
                MemorySegment name,
                MemorySegment old,
                MemorySegment oldBytes,
                MemorySegment value,
                long valueBytes);
    }
}
