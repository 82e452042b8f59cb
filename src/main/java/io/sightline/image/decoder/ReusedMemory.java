package io.sightline.image.decoder;

import io.sightline.foreign.MissingLibraryException;
import io.sightline.foreign.NativeLibrary;
import java.lang.foreign.MemorySegment;

/// A piece of native memory that is used for one image after another.
///
/// It grows to what is asked for. For one thread at a time.
public final class ReusedMemory implements AutoCloseable {

    /// C's `malloc`. Unlike an arena, it does not fill with zeros what it gives.
    public interface Allocate {
        MemorySegment call(long bytes);
    }

    /// C's `free`.
    public interface Free {
        void call(MemorySegment memory);
    }

    private final Allocate allocate;
    private final Free free;
    private final long keptBytes;
    private MemorySegment memory = MemorySegment.NULL;

    /// @param keptBytes the most that is held between two images
    public ReusedMemory(long keptBytes) {
        try {
            NativeLibrary system = NativeLibrary.ofSystem();
            this.allocate = system.function("malloc", Allocate.class);
            this.free = system.function("free", Free.class);
        } catch (MissingLibraryException e) {
            throw new AssertionError("the C library has malloc and free", e);
        }
        this.keptBytes = keptBytes;
    }

    /// The memory, `bytes` long, with undefined content. What was given before is no longer valid.
    ///
    /// @throws OutOfMemoryError if the system has no more
    @SuppressWarnings("restricted") // the size given is the size asked for
    public MemorySegment ofSize(long bytes) {
        if (memory.byteSize() < bytes) {
            close();
            MemorySegment allocated = allocate.call(bytes);
            if (allocated.equals(MemorySegment.NULL)) {
                throw new OutOfMemoryError("no %d bytes of native memory".formatted(bytes));
            }
            memory = allocated.reinterpret(bytes);
        }
        return memory.asSlice(0, bytes);
    }

    /// Bytes that are held now.
    public long heldBytes() {
        return memory.byteSize();
    }

    /// Ends the use for one image: frees the memory if it is more than may be kept.
    public void trim() {
        if (memory.byteSize() > keptBytes) {
            close();
        }
    }

    /// Frees all of it.
    @Override
    public void close() {
        free.call(memory); // free(NULL) does nothing
        memory = MemorySegment.NULL;
    }
}
