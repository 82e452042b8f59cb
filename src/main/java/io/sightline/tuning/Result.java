package io.sightline.tuning;

import io.sightline.load.LoadReport;
import io.sightline.load.Reply;
import java.util.Locale;
import java.util.Set;

/// What was measured with a setting.
///
/// @param setting the one that was tried
/// @param peak images a second when clients never pause
/// @param atRate what was measured at the objective's rate; meaningless if it has none
public record Result(Setting setting, double peak, LoadReport atRate) {

    /// Whether every request at the rate was classified.
    boolean servesAll() {
        return atRate.outcomes().keySet().equals(Set.of(Reply.CLASSIFIED.outcome()));
    }

    /// The 99th percentile of the latency at the rate, in milliseconds.
    double p99() {
        return atRate.answered().p99();
    }

    /// The line for this result in the table of all.
    String row(Objective objective) {
        String line = String.format(Locale.ROOT, "%8.1f images/s at most", peak);
        if (objective.hasRate()) {
            line +=
                    String.format(
                            Locale.ROOT,
                            ", p50 %7.1f ms, p99 %7.1f ms%s",
                            atRate.answered().p50(),
                            p99(),
                            servesAll() ? "" : " (not all were served)");
        }
        return "%s  %s".formatted(line, setting);
    }
}
