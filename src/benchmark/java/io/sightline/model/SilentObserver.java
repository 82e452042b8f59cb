package io.sightline.model;

import io.sightline.batching.BatchObserver;
import java.time.Duration;
import java.util.List;

/// Counts nothing.
final class SilentObserver implements BatchObserver {

    @Override
    public void ran(List<Duration> queued, Duration ran) {}

    @Override
    public void retried(int size) {}

    @Override
    public void refused(Refusal reason) {}

    @Override
    public void dropped(Drop reason, int count) {}
}
