package io.sightline.batching;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps what it was told as sentences, in order.
final class RecordingObserver implements BatchObserver {

    private final List<String> events = new CopyOnWriteArrayList<>();

    List<String> events() {
        return List.copyOf(events);
    }

    @Override
    public void ran(List<Duration> queued, Duration ran) {
        events.add("ran %s in %s".formatted(queued, ran));
    }

    @Override
    public void retried(int size) {
        events.add("retried %d".formatted(size));
    }

    @Override
    public void refused(Refusal reason) {
        events.add("refused %s".formatted(reason));
    }

    @Override
    public void dropped(Drop reason, int count) {
        events.add("dropped %d %s".formatted(count, reason));
    }
}
