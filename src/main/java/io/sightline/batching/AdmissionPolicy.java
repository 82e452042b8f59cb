package io.sightline.batching;

import java.util.Optional;

/// Says which requests are taken.
///
/// A request is refused as [Refusal#FULL] if as many hold a place as the queue has, and as
/// [Refusal#LATE] if [ServiceTimeEstimate] says that its answer would come after its deadline. A
/// request with none ahead is never late: there must be runs to learn their time from.
///
/// Not thread-safe, because the estimate is not: [Scheduler] guards it with its lock.
final class AdmissionPolicy {

    private final int capacity;
    private final ServiceTimeEstimate estimate;

    /// @param capacity how many may hold a place at once
    AdmissionPolicy(int capacity, ServiceTimeEstimate estimate) {
        this.capacity = capacity;
        this.estimate = estimate;
    }

    /// Why an open batcher does not take a request that has `remainingNanos` until its deadline;
    /// empty if it does.
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
