package io.sightline.image;

import io.sightline.image.decoder.NativeDecoders;
import io.sightline.image.format.ImageReaders;
import io.sightline.image.format.Workbench;
import io.sightline.machine.FreedMemory;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/// The workbenches that no image is on, the last used first. Thread-safe.
///
/// There are never more than decoder threads.
final class Benches implements DecodingMemory.Kept, AutoCloseable {

    private final Deque<Workbench> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong keptBytes = new AtomicLong();
    private final NativeDecoders natives;

    Benches(NativeDecoders natives) {
        this.natives = natives;
    }

    /// A bench for one image, whose readers stop at `deadlineNanos`, a value of [System#nanoTime].
    Workbench take(long deadlineNanos) {
        Workbench bench = idle.pollFirst();
        if (bench == null) {
            bench = new Workbench(new ImageReaders(), natives);
        }
        keptBytes.addAndGet(-bench.heldBytes());
        bench.readers().stopAt(deadlineNanos);
        return bench;
    }

    /// Takes a bench back when its image is done.
    void putBack(Workbench bench) {
        bench.tidy();
        keptBytes.addAndGet(bench.heldBytes());
        idle.addFirst(bench);
    }

    @Override
    public long bytes() {
        return keptBytes.get();
    }

    @Override
    public void letGo() {
        for (Workbench bench = idle.pollFirst(); bench != null; bench = idle.pollFirst()) {
            keptBytes.addAndGet(-bench.heldBytes());
            bench.close();
        }
        FreedMemory.giveBack();
    }

    @Override
    public void close() {
        letGo();
    }
}
