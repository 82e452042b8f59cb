package io.sightline.batching;

import java.util.Optional;

/// Decides which requests are admitted.
///
/// A request is refused as [Refusal#FULL] if all places of the queue are taken, and as
/// [Refusal#LATE] if its answer would come after its deadline according to [ServiceTimeEstimate]. A
/// request with none ahead is never refused as late, because run times can only be learned from
/// runs.
///
/// Not thread-safe, because the estimate is not: [Scheduler] guards it with its lock.
final class AdmissionPolicy {

    private final int capacity;
    private final ServiceTimeEstimate estimate;

    /// @param capacity the maximum number of places taken at once
    AdmissionPolicy(int capacity, ServiceTimeEstimate estimate) {
        this.capacity = capacity;
        this.estimate = estimate;
    }

    /// Why an open batcher refuses a request that has `remainingNanos` until its deadline; empty if
    /// it admits the request.
    Optional<Refusal> refusal(Load load, long remainingNanos) {
        int ahead = load.places();
        if (ahead >= capacity) {
            return Optional.of(Refusal.FULL);
        }
        return ahead > 0 && estimate.answerNanos(ahead) > remainingNanos
                ? Optional.of(Refusal.LATE)
                : Optional.empty();
    }
}
