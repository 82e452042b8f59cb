package io.sightline.batching;

import java.time.Duration;
import java.util.List;

/// Counts nothing.
public final class SilentObserver implements BatchObserver {

    @Override
    public void ran(List<Duration> queued, Duration ran) {}

    @Override
    public void retried(int size) {}

    @Override
    public void refused(Refusal reason) {}

    @Override
    public void dropped(Drop reason, int count) {}
}
