package io.sightline.image;

import io.sightline.image.decoder.NativeDecoders;
import io.sightline.image.format.DecoderResources;
import io.sightline.image.format.ImageReaders;
import io.sightline.machine.FreedMemory;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/// The decoder resources that no image uses at present, the last used first. Thread-safe.
///
/// There are at most as many as decoder threads.
final class IdleResources implements DecodingMemory.Kept, AutoCloseable {

    private final Deque<DecoderResources> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong keptBytes = new AtomicLong();
    private final NativeDecoders natives;

    IdleResources(NativeDecoders natives) {
        this.natives = natives;
    }

    /// Resources for one image, whose readers stop at `deadlineNanos`, a value of
    /// [System#nanoTime].
    DecoderResources take(long deadlineNanos) {
        DecoderResources resources = idle.pollFirst();
        if (resources == null) {
            resources = new DecoderResources(new ImageReaders(), natives);
        }
        keptBytes.addAndGet(-resources.heldBytes());
        resources.readers().stopAt(deadlineNanos);
        return resources;
    }

    /// Takes resources back when their image is done.
    void putBack(DecoderResources resources) {
        resources.tidy();
        keptBytes.addAndGet(resources.heldBytes());
        idle.addFirst(resources);
    }

    @Override
    public long bytes() {
        return keptBytes.get();
    }

    @Override
    public void letGo() {
        for (DecoderResources resources = idle.pollFirst();
                resources != null;
                resources = idle.pollFirst()) {
            keptBytes.addAndGet(-resources.heldBytes());
            resources.close();
        }
        FreedMemory.giveBack();
    }

    @Override
    public void close() {
        letGo();
    }
}
