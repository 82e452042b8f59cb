package io.sightline.hub;

import io.sightline.hub.transfer.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Passes only when somebody pauses, and then at once.
final class HastyTime implements Time {

    private final List<Duration> pauses = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public synchronized long nanos() {
        return now.toNanos();
    }

    @Override
    public synchronized void pause(Duration wait) {
        pauses.add(wait);
        now = now.plus(wait);
    }

    /// The pauses in seconds.
    synchronized List<Long> seconds() {
        return pauses.stream().map(Duration::toSeconds).toList();
    }
}
