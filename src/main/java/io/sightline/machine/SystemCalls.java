package io.sightline.machine;

import java.lang.foreign.MemorySegment;

/// The prototypes of the C library's functions that this package calls, as Linux' manual has them.
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
}
