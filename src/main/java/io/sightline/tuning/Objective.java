package io.sightline.tuning;

import java.util.Comparator;

/// What a tuner looks for: the lowest p99 latency at a rate, or the most throughput.
///
/// @param rate requests a second that are to be served; 0 asks for the most throughput
public record Objective(double rate) {

    public Objective {
        if (!(rate >= 0)) { // written so that NaN fails too
            throw new IllegalArgumentException("rate is %s, must not be negative".formatted(rate));
        }
    }

    boolean hasRate() {
        return rate > 0;
    }

    /// Sorts the better result first.
    Comparator<Result> order() {
        Comparator<Result> most = Comparator.comparingDouble(Result::peak).reversed();
        return hasRate()
                ? Comparator.comparing((Result result) -> !result.servesAll())
                        .thenComparingDouble(Result::p99)
                        .thenComparing(most)
                : most;
    }

    @Override
    public String toString() {
        return hasRate()
                ? "the lowest p99 at %.1f requests a second".formatted(rate)
                : "the most throughput";
    }
}
