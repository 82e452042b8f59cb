package io.sightline.batching;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts what it is told.
final class Tally implements BatchObserver {

    private final Map<Refusal, Integer> refused = new EnumMap<>(Refusal.class);
    private final Map<Drop, Integer> dropped = new EnumMap<>(Drop.class);
    private int ran;

    /// How many requests had a place in a batch.
    synchronized int ran() {
        return ran;
    }

    synchronized int refused(Refusal... reasons) {
        return List.of(reasons).stream().mapToInt(reason -> refused.getOrDefault(reason, 0)).sum();
    }

    synchronized int dropped(Drop... reasons) {
        return List.of(reasons).stream().mapToInt(reason -> dropped.getOrDefault(reason, 0)).sum();
    }

    @Override
    public synchronized void ran(List<Duration> queued, Duration duration) {
        ran += queued.size();
    }

    @Override
    public void retried(int size) {}

    @Override
    public synchronized void refused(Refusal reason) {
        refused.merge(reason, 1, Integer::sum);
    }

    @Override
    public synchronized void dropped(Drop reason, int count) {
        dropped.merge(reason, count, Integer::sum);
    }
}
