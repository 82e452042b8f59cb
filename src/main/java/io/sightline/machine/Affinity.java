package io.sightline.machine;

import io.sightline.foreign.NativeLibrary;
import io.sightline.machine.SystemCalls.SchedAffinity;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/// The processors that the operating system lets a thread run on; a thread it starts inherits them.
///
/// @param mask a bit for each processor; none on systems that do not tell
public record Affinity(BitSet mask) {

    /// No processors: what a thread has on systems that do not tell.
    public static final Affinity UNKNOWN = new Affinity(new BitSet());

    /// The size of glibc's `cpu_set_t`, enough for 1,024 processors.
    private static final int MASK_BYTES = 128;

    /// The functions take a thread's number; this stands for the calling thread.
    private static final int SELF = 0;

    /// The processors of the calling thread.
    public static Affinity ofThread() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES);
            return call("sched_getaffinity", mask)
                    ? new Affinity(BitSet.valueOf(mask.asByteBuffer()))
                    : UNKNOWN;
        }
    }

    /// How many there are; 0 on systems that do not tell.
    public int processors() {
        return mask.cardinality();
    }

    /// One of them, in their order; counted round if there are fewer. None of none.
    public Affinity processor(int number) {
        int[] all = mask.stream().toArray();
        if (all.length == 0) {
            return UNKNOWN;
        }
        BitSet one = new BitSet();
        one.set(all[number % all.length]);
        return new Affinity(one);
    }

    /// Lets the calling thread run on these processors and no others; changes nothing if there are
    /// none.
    public void bind() {
        if (mask.isEmpty()) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bits = arena.allocate(MASK_BYTES);
            bits.copyFrom(MemorySegment.ofArray(mask.toByteArray()));
            boolean _ = call("sched_setaffinity", bits);
        }
    }

    /// Whether there is such a function and it succeeded.
    private static boolean call(String name, MemorySegment mask) {
        return NativeLibrary.ofSystem()
                .find(name, SchedAffinity.class)
                .map(function -> function.call(SELF, MASK_BYTES, mask) == 0)
                .orElse(false);
    }
}
