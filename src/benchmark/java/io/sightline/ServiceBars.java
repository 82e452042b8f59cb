package io.sightline;

import io.sightline.benchmark.Bar;
import io.sightline.benchmark.Rounds;
import io.sightline.image.Photograph;
import io.sightline.load.Arrivals;
import io.sightline.load.HttpSubject;
import io.sightline.load.LoadReport;
import io.sightline.load.LoadTable;
import io.sightline.load.LoadTest;
import io.sightline.load.Saturation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The packaged service over HTTP, beside what its parts take by themselves on the same machine in
/// the same run.
public final class ServiceBars {

    static final Path JAR = Path.of("target", "sightline.jar");
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration LOAD = Duration.ofSeconds(8);

    /// Of what is a number of images: in float32 a slow processor runs a batch a second.
    private static final Duration THROUGHPUT = Duration.ofSeconds(24);

    private static final int CLIENTS = 48;
    private static final int ROUNDS = 3;

    /// Requests a second, and how long, until the virtual machine has compiled nearly all it will;
    /// where they are too many, most are refused, which is compiled too.
    private static final int COMPILING = 170;

    private static final Duration COMPILED = Duration.ofSeconds(75);

    private ServiceBars() {}

    /// Measures, prints the figures, and gives the bars.
    ///
    /// The property `benchmark.service` holds settings of the service.
    public static List<Bar> measure() throws Exception {
        byte[] jpeg = Photograph.SMALL.file();
        List<Round> rounds = new ArrayList<>();
        try (ServiceProcess service =
                        ServiceProcess.start(
                                JAR, Files.createTempDirectory("service"), settings());
                HttpSubject subject =
                        new HttpSubject(
                                service.api("/v1/classifications"), List.of(jpeg), DEADLINE)) {
            System.out.println(LoadTable.head());
            LoadReport _ = load(subject, Arrivals.CONSTANT, COMPILING, COMPILED);
            BareLimits before = BareLimits.measure(jpeg, settings());
            for (int i = 0; i < ROUNDS; i++) {
                Loads loads = Loads.of(subject);
                BareLimits after = BareLimits.measure(jpeg, settings());
                rounds.add(new Round(before.mean(after), loads));
                before = after;
            }
        }
        rounds.forEach(round -> System.out.println(round.figures()));
        return bars(rounds);
    }

    static String[] settings() {
        String given = System.getProperty("benchmark.service", "").strip();
        return given.isEmpty() ? new String[0] : given.split(" +");
    }

    static LoadReport load(HttpSubject subject, Arrivals arrivals, double rate, Duration length)
            throws InterruptedException {
        LoadReport report =
                new LoadTest(arrivals, WARM_UP, length, DEADLINE, 1_024, 1).run(rate, subject);
        System.out.println(LoadTable.row(report));
        return report;
    }

    /// What the service did under each load.
    private record Loads(
            double peak, LoadReport alone, LoadReport steady, LoadReport random, LoadReport twice) {

        static Loads of(HttpSubject subject) throws InterruptedException {
            double peak = new Saturation(CLIENTS, WARM_UP, THROUGHPUT).run(subject);
            System.out.printf("%.1f images/s at most%n%s%n", peak, LoadTable.head());
            return new Loads(
                    peak,
                    load(subject, Arrivals.CONSTANT, BareLimits.LONE * peak, LOAD),
                    load(subject, Arrivals.CONSTANT, 0.7 * peak, LOAD),
                    load(subject, Arrivals.POISSON, 0.7 * peak, LOAD),
                    load(subject, Arrivals.POISSON, 2 * peak, THROUGHPUT));
        }

        /// A tail as a multiple of what a lone request takes.
        double tail(LoadReport report) {
            return report.answered().p99() / alone.answered().p50();
        }
    }

    /// The service, and what its parts took before and after it.
    private record Round(BareLimits bare, Loads loads) {

        String figures() {
            return String.format(
                    "ResNet-50, %s, 500 x 375 JPEG: decode and resize %.2f ms, forward pass %.2f"
                        + " ms, both %.2f ms after a pause, forward pass %.2f ms an image in full"
                        + " batches: at most %.1f images/s; over HTTP %.1f",
                    bare.precision(),
                    bare.decodeMillis(),
                    bare.oneMillis(),
                    bare.aloneMillis(),
                    bare.fullMillis(),
                    bare.imagesPerSecond(),
                    loads.peak());
        }
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        return Rounds.median(rounds.stream().mapToDouble(figure).toArray());
    }

    private static List<Bar> bars(List<Round> rounds) {
        boolean int8 = rounds.getFirst().bare().precision().equals("int8");
        return List.of(
                Bar.atLeast(
                        "images/s over HTTP / limit",
                        median(rounds, it -> it.loads().peak() / it.bare().imagesPerSecond()),
                        int8 ? 0.85 : 0.95),
                Bar.atMost(
                        "one image alone / the same work after a pause",
                        median(
                                rounds,
                                it ->
                                        it.loads().alone().answered().p50()
                                                / it.bare().aloneMillis()),
                        1.15),
                Bar.atMost(
                        "p99 at 70 %, even arrivals / unloaded median",
                        median(rounds, it -> it.loads().tail(it.loads().steady())), 3),
                Bar.atMost(
                        "p99 at 70 %, random arrivals / unloaded median",
                        median(rounds, it -> it.loads().tail(it.loads().random())), 3),
                Bar.atLeast(
                        "goodput at 200 % / peak",
                        median(rounds, it -> it.loads().twice().goodput() / it.loads().peak()),
                        0.9),
                Bar.atMost(
                        "p99 of refusals at 200 %, ms",
                        median(rounds, it -> it.loads().twice().refused().p99()), 50),
                Bar.atMost(
                        "p99 of answers at 200 % / deadline",
                        median(rounds, it -> it.loads().twice().answered().p99())
                                / DEADLINE.toMillis(),
                        1));
    }
}
