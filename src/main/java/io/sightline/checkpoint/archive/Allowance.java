package io.sightline.checkpoint.archive;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The memory outside the heap that the reading of one file may take beside the file itself: for
/// what is compressed, and for tensors whose elements are not in order.
///
/// It is eight times the file and 1 MiB. Tensors in another order take once the file; what a zip
/// compresses more than eightfold are zeros.
///
/// Used by one thread.
public final class Allowance {

    private static final int MULTIPLE = 8;
    private static final long BASE = 1 << 20;

    private final Arena arena;
    private final long most;
    private long taken;

    /// @param arena decides how long the memory lives
    /// @param fileBytes the size of the file
    public Allowance(Arena arena, long fileBytes) {
        this.arena = arena;
        this.most = MULTIPLE * fileBytes + BASE;
    }

    /// So much memory.
    ///
    /// @param bytes at least 0
    /// @param what it is for; begins the message
    /// @throws InvalidCheckpointException if the allowance is used up
    public MemorySegment allocate(long bytes, String what) {
        if (bytes > most - taken) {
            throw new InvalidCheckpointException(
                    "%s takes %d bytes in memory, must leave the file's %d, of which %d are taken"
                            .formatted(what, bytes, most, taken));
        }
        taken += bytes;
        return arena.allocate(bytes, Long.BYTES);
    }
}
