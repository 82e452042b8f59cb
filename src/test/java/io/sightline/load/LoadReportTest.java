package io.sightline.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadReportTest {

    private static final Duration NONE = Duration.ZERO;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofMillis(100);
    private static final Reply FULL = Reply.refused("queue-full");

    @Test
    void countsLatencyFromWhenARequestWasDue() {
        List<Sample> samples = List.of(sample(100, 150, 180, Reply.CLASSIFIED));

        LoadReport report = LoadReport.of(samples, NONE, SECOND, DEADLINE);

        assertThat(report.answered().max()).isEqualTo(80);
        assertThat(report.lag().max()).isEqualTo(50);
    }

    @Test
    void callsGoodOnlyWhatKeptTheDeadline() {
        List<Sample> samples =
                List.of(
                        sample(0, 0, 100, Reply.CLASSIFIED),
                        sample(0, 0, 101, Reply.CLASSIFIED),
                        sample(0, 0, 5, FULL));

        LoadReport report = LoadReport.of(samples, NONE, SECOND, DEADLINE);

        assertThat(report.offered()).isEqualTo(3);
        assertThat(report.throughput()).isEqualTo(2);
        assertThat(report.goodput()).isEqualTo(1);
        assertThat(report.refused().max()).isEqualTo(5);
        assertThat(report.outcomes()).isEqualTo(Map.of("classified", 2, "queue-full", 1));
    }

    @Test
    void countsAnswersOfItsTimeAndRequestsDueInIt() {
        List<Sample> samples =
                List.of(
                        sample(900, 900, 1_100, Reply.CLASSIFIED),
                        sample(1_500, 1_500, 1_510, Reply.CLASSIFIED),
                        sample(1_990, 1_990, 2_090, Reply.CLASSIFIED),
                        sample(2_000, 2_000, 2_010, Reply.CLASSIFIED));

        LoadReport report = LoadReport.of(samples, SECOND, SECOND, DEADLINE);

        assertThat(report.offered()).isEqualTo(2);
        assertThat(report.throughput()).isEqualTo(2);
        assertThat(report.answered().count()).isEqualTo(2);
        assertThat(report.answered().max()).isEqualTo(100);
    }

    @Test
    void takesPercentilesByRankWithoutBuckets() {
        Latencies latencies =
                Latencies.of(LongStream.rangeClosed(1, 1_000).map(it -> it * 1_000_000));

        assertThat(latencies).isEqualTo(new Latencies(1_000, 500, 950, 990, 999, 1_000));
    }

    @Test
    void hasNoLatenciesWithoutSamples() {
        assertThat(Latencies.of(LongStream.empty())).isEqualTo(new Latencies(0, 0, 0, 0, 0, 0));
    }

    @Test
    void printsOneLine() {
        LoadReport report =
                LoadReport.of(List.of(sample(0, 0, 12, Reply.CLASSIFIED)), NONE, SECOND, DEADLINE);

        assertThat(LoadTable.row(report)).contains("12.0").endsWith("classified 1");
        assertThat(LoadTable.head()).contains("p99.9 ms");
    }

    private static Sample sample(int dueMillis, int sentMillis, int endMillis, Reply reply) {
        return new Sample(
                dueMillis * 1_000_000L, sentMillis * 1_000_000L, endMillis * 1_000_000L, reply);
    }
}
