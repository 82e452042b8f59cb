package io.sightline.hub;

import io.sightline.hub.transfer.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Remembers the last it heard of each file, and the notes.
final class HeardProgress implements Progress {

    private final List<String> notes = new ArrayList<>();
    private final Map<Long, CountDownLatch> gates = new ConcurrentHashMap<>();
    private volatile String last = "";

    @Override
    public void bytes(String file, long done, long total) {
        last = "%s %s/%s".formatted(file, done, total);
        gate(done).countDown();
    }

    @Override
    public void note(String sentence) {
        notes.add(sentence);
    }

    private CountDownLatch gate(long done) {
        return gates.computeIfAbsent(done, _ -> new CountDownLatch(1));
    }

    /// Waits until it hears that so many bytes of a file are there.
    void awaitBytes(long done) {
        try {
            if (!gate(done).await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("never heard of byte " + done);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("the server was closed", e);
        }
    }

    String last() {
        return last;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }
}
