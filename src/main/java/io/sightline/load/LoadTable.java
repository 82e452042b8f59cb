package io.sightline.load;

import java.util.Locale;
import java.util.stream.Collectors;

/// Reports as lines of text: rates per second, latencies in milliseconds.
public final class LoadTable {

    private LoadTable() {}

    /// The header over the columns of [#row].
    public static String head() {
        return "%9s %9s %9s | %8s %8s %8s %8s %8s | %8s %8s | %s"
                .formatted(
                        "offered/s",
                        "answers/s",
                        "in time/s",
                        "p50 ms",
                        "p95 ms",
                        "p99 ms",
                        "p99.9 ms",
                        "max ms",
                        "refusals",
                        "p99 ms",
                        "outcomes");
    }

    /// The line of one report.
    public static String row(LoadReport report) {
        Latencies answered = report.answered();
        return String.format(
                Locale.ROOT,
                "%9.1f %9.1f %9.1f | %8.1f %8.1f %8.1f %8.1f %8.1f | %8d %8.1f | %s",
                report.offered(),
                report.throughput(),
                report.goodput(),
                answered.p50(),
                answered.p95(),
                answered.p99(),
                answered.p999(),
                answered.max(),
                report.refused().count(),
                report.refused().p99(),
                report.outcomes().entrySet().stream()
                        .map(outcome -> outcome.getKey() + " " + outcome.getValue())
                        .collect(Collectors.joining(", ")));
    }
}
