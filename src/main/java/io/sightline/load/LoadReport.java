package io.sightline.load;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sightline.load.Reply.Kind;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The result of one rate of load, without the warm-up.
///
/// Rates are per second of the measured time. `throughput` counts what was answered in that time,
/// whenever it was due; latencies and outcomes are those of the requests due in it.
///
/// @param offered requests due
/// @param throughput requests answered with a classification
/// @param goodput classifications whose latency was within the deadline
/// @param answered latencies of the classifications, from when each request was due
/// @param refused latencies of the refusals, likewise
/// @param lag how much later than due requests were sent: the delay of the load generator itself
/// @param outcomes the number of requests by outcome
@JsonPropertyOrder({"offered", "throughput", "goodput", "answered", "refused", "lag", "outcomes"})
public record LoadReport(
        double offered,
        double throughput,
        double goodput,
        Latencies answered,
        Latencies refused,
        Latencies lag,
        SortedMap<String, Integer> outcomes) {

    /// The report of no load.
    public static final LoadReport NONE =
            of(List.of(), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private static final double NANOS = 1e9;

    /// @param warmUp the time at the beginning that is left out
    /// @param counted the time after it that is measured
    /// @param deadline after which an answer is of no use
    static LoadReport of(
            List<Sample> samples, Duration warmUp, Duration counted, Duration deadline) {
        long fromNanos = warmUp.toNanos();
        long toNanos = fromNanos + counted.toNanos();
        double seconds = counted.toNanos() / NANOS;
        List<Sample> due =
                samples.stream()
                        .filter(it -> it.dueNanos() >= fromNanos && it.dueNanos() < toNanos)
                        .toList();
        List<Sample> answered =
                samples.stream()
                        .filter(is(Kind.ANSWERED))
                        .filter(it -> it.endNanos() >= fromNanos && it.endNanos() < toNanos)
                        .toList();
        long inTime =
                answered.stream().filter(it -> it.latencyNanos() <= deadline.toNanos()).count();
        SortedMap<String, Integer> outcomes = new TreeMap<>();
        due.forEach(it -> outcomes.merge(it.reply().outcome(), 1, Integer::sum));
        return new LoadReport(
                due.size() / seconds,
                answered.size() / seconds,
                inTime / seconds,
                latencies(due, Kind.ANSWERED),
                latencies(due, Kind.REFUSED),
                Latencies.of(due.stream().mapToLong(it -> it.sentNanos() - it.dueNanos())),
                outcomes);
    }

    private static Latencies latencies(List<Sample> samples, Kind kind) {
        return Latencies.of(samples.stream().filter(is(kind)).mapToLong(Sample::latencyNanos));
    }

    private static Predicate<Sample> is(Kind kind) {
        return sample -> sample.reply().kind() == kind;
    }
}
