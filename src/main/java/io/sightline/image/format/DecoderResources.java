package io.sightline.image.format;

import io.sightline.image.decoder.NativeDecoders;
import io.sightline.image.decoder.ReusedMemory;
import io.sightline.image.pixels.Scratch;
import java.lang.foreign.MemorySegment;

/// What one thread decodes with: the decoders, and native memory of its own.
///
/// The memory is reused for the next image, so that a steady load allocates nothing; after a very
/// large image it is freed. Used by one thread at a time.
public final class DecoderResources implements AutoCloseable {

    private static final long MEBIBYTE = 1 << 20;

    /// Enough for what a telephone takes: 16 million pixels of 4 bytes.
    private static final long KEPT_PIXELS = 64 * MEBIBYTE;

    private static final long KEPT_FILE = 8 * MEBIBYTE;

    private final ReusedMemory file = new ReusedMemory(KEPT_FILE);
    private final ReusedMemory pixels = new ReusedMemory(KEPT_PIXELS);
    private final Scratch scratch = new Scratch();
    private final ImageReaders readers;
    private final NativeDecoders natives;

    public DecoderResources(ImageReaders readers, NativeDecoders natives) {
        this.readers = readers;
        this.natives = natives;
    }

    /// The JDK's decoders.
    public ImageReaders readers() {
        return readers;
    }

    NativeDecoders natives() {
        return natives;
    }

    /// A copy of `head` and of a range of `upload` in native memory, valid until the next.
    MemorySegment copy(byte[] head, byte[] upload, int from, int end) {
        MemorySegment copy = file.ofSize((long) head.length + end - from);
        MemorySegment.copy(MemorySegment.ofArray(head), 0, copy, 0, head.length);
        MemorySegment.copy(MemorySegment.ofArray(upload), from, copy, head.length, end - from);
        return copy;
    }

    /// The memory that an image is decoded into.
    ReusedMemory pixels() {
        return pixels;
    }

    /// The arrays that resizing reuses.
    public Scratch scratch() {
        return scratch;
    }

    /// Bytes of native memory that are held now.
    public long heldBytes() {
        return file.heldBytes() + pixels.heldBytes();
    }

    /// Frees what one image needed beyond the memory that is kept.
    public void tidy() {
        file.trim();
        pixels.trim();
    }

    /// Frees the memory.
    @Override
    public void close() {
        file.close();
        pixels.close();
    }
}
