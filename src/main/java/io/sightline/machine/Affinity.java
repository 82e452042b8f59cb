package io.sightline.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sightline.foreign.CFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;
import java.util.Optional;

/// The processors that the operating system lets a thread run on; a thread it starts inherits them.
///
/// @param mask a bit for each processor
public record Affinity(BitSet mask) {

    /// The size of glibc's `cpu_set_t`, enough for 1,024 processors.
    private static final int MASK_BYTES = 128;

    /// The functions take a thread's number; this stands for the calling thread.
    private static final int SELF = 0;

    /// The processors of the calling thread; empty on systems that do not tell.
    public static Optional<Affinity> ofThread() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(MASK_BYTES);
            return call("sched_getaffinity", mask)
                    ? Optional.of(new Affinity(BitSet.valueOf(mask.asByteBuffer())))
                    : Optional.empty();
        }
    }

    /// How many there are.
    public int processors() {
        return mask.cardinality();
    }

    /// One of them, in their order; counted round if there are fewer.
    public Affinity processor(int number) {
        int[] all = mask.stream().toArray();
        BitSet one = new BitSet();
        one.set(all[number % all.length]);
        return new Affinity(one);
    }

    /// Lets the calling thread run on these processors and no others.
    public void bind() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bits = arena.allocate(MASK_BYTES);
            bits.copyFrom(MemorySegment.ofArray(mask.toByteArray()));
            boolean _ = call("sched_setaffinity", bits);
        }
    }

    /// Whether there is such a function and it succeeded.
    private static boolean call(String name, MemorySegment mask) {
        Optional<MethodHandle> function =
                CFunction.find(name, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
        if (function.isEmpty()) {
            return false;
        }
        MethodHandle call = function.get();
        try {
            return (int) call.invokeExact(SELF, (long) MASK_BYTES, mask) == 0;
        } catch (Throwable e) {
            throw new AssertionError(name + " takes a number, a size and an address", e);
        }
    }
}
