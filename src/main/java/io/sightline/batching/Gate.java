package io.sightline.batching;

import io.sightline.batching.Admission.Closed;
import io.sightline.batching.Admission.Denied;
import io.sightline.batching.Admission.Late;
import io.sightline.batching.Admission.Refused;
import java.util.Optional;

/// Says who may enter the waiting room.
///
/// Not thread-safe: [WaitingRoom] guards it with its lock.
final class Gate<O> {

    private final int capacity;
    private final Pace pace;
    private boolean closed;

    /// @param capacity how many may wait at once
    Gate(int capacity, Pace pace) {
        this.capacity = capacity;
        this.pace = pace;
    }

    /// Why a request may not enter behind `ahead` others that has `remainingNanos` until its
    /// deadline; empty if it may.
    Optional<Denied<O>> denied(int ahead, long remainingNanos) {
        // An empty queue admits whatever the pace was, so that there are runs to learn it from.
        boolean late = ahead > 0 && pace.nanosBehind(ahead) > remainingNanos;
        return barred(ahead).or(() -> late ? Optional.of(new Late<>()) : Optional.empty());
    }

    /// Why nobody may enter, however much time there is; empty if they may.
    Optional<Denied<O>> barred(int ahead) {
        if (closed) {
            return Optional.of(new Closed<>());
        }
        return ahead >= capacity ? Optional.of(new Refused<>(capacity)) : Optional.empty();
    }

    /// Lets nobody in from now on.
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
