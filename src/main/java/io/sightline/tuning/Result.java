package io.sightline.tuning;

import io.sightline.load.LoadReport;
import io.sightline.load.Reply;
import java.util.Locale;
import java.util.Set;

/// What a setting came to.
///
/// @param setting that was tried
/// @param peak images a second when clients never pause
/// @param atRate at the rate that is sought; of no meaning if none is
public record Result(Setting setting, double peak, LoadReport atRate) {

    /// Whether every request at the rate was classified.
    boolean servesAll() {
        return atRate.outcomes().keySet().equals(Set.of(Reply.CLASSIFIED.outcome()));
    }

    /// At the rate, in milliseconds.
    double p99() {
        return atRate.answered().p99();
    }

    /// A line of the table.
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
