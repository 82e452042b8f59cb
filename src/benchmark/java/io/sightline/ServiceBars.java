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
    private static final int CLIENTS = 48;
    private static final int ROUNDS = 3;

    /// After which the virtual machine has compiled nearly all it will.
    private static final Duration COMPILED = Duration.ofSeconds(75);

    private ServiceBars() {}

    /// Measures, prints the figures, and gives the bars.
    ///
    /// The property `benchmark.service` holds settings of the service.
    public static List<Bar> measure() throws Exception {
        byte[] jpeg = Photograph.SMALL.file();
        BareLimits before = BareLimits.measure(jpeg, settings());
        Measured measured;
        try (ServiceProcess service =
                        ServiceProcess.start(
                                JAR, Files.createTempDirectory("service"), settings());
                HttpSubject subject =
                        new HttpSubject(
                                service.api("/v1/classifications"), List.of(jpeg), DEADLINE)) {
            measured = Measured.of(subject);
        }
        BareLimits bare = before.mean(BareLimits.measure(jpeg, settings()));
        System.out.printf(
                "%nResNet-50, %s, 500 x 375 JPEG: decode and resize %.2f ms, forward pass %.2f ms,"
                    + " both %.2f ms after a pause, forward pass %.2f ms an image in full batches:"
                    + " at most %.1f images/s; over HTTP %.1f%n",
                bare.precision(),
                bare.decodeMillis(),
                bare.oneMillis(),
                bare.aloneMillis(),
                bare.fullMillis(),
                bare.imagesPerSecond(),
                measured.median(Round::peak));
        return measured.bars(bare);
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

    /// What the service showed in one round.
    private record Round(
            double peak, LoadReport alone, LoadReport steady, LoadReport random, LoadReport twice) {

        static Round of(HttpSubject subject, Duration warmUp) throws InterruptedException {
            double peak = new Saturation(CLIENTS, warmUp, LOAD).run(subject);
            System.out.printf("%.1f images/s at most%n%s%n", peak, LoadTable.head());
            return new Round(
                    peak,
                    load(subject, Arrivals.CONSTANT, 0.15 * peak, LOAD),
                    load(subject, Arrivals.CONSTANT, 0.7 * peak, LOAD),
                    load(subject, Arrivals.POISSON, 0.7 * peak, LOAD),
                    load(subject, Arrivals.POISSON, 2 * peak, LOAD));
        }

        /// A tail as a multiple of what a lone request takes.
        double tail(LoadReport report) {
            return report.answered().p99() / alone.answered().p50();
        }
    }

    /// Several rounds; what counts is the median over them.
    private record Measured(List<Round> rounds) {

        static Measured of(HttpSubject subject) throws InterruptedException {
            List<Round> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                rounds.add(Round.of(subject, i == 0 ? COMPILED : WARM_UP));
            }
            return new Measured(rounds);
        }

        double median(ToDoubleFunction<Round> figure) {
            return Rounds.median(rounds.stream().mapToDouble(figure).toArray());
        }

        List<Bar> bars(BareLimits bare) {
            double share = bare.precision().equals("int8") ? 0.85 : 0.95;
            return List.of(
                    Bar.atLeast(
                            "images/s over HTTP / limit",
                            median(Round::peak) / bare.imagesPerSecond(),
                            share),
                    Bar.atMost(
                            "one image alone / the same work after a pause",
                            median(round -> round.alone().answered().p50()) / bare.aloneMillis(),
                            1.15),
                    Bar.atMost(
                            "p99 at 70 %, even arrivals / unloaded median",
                            median(round -> round.tail(round.steady())), 3),
                    Bar.atMost(
                            "p99 at 70 %, random arrivals / unloaded median",
                            median(round -> round.tail(round.random())), 3),
                    Bar.atLeast(
                            "goodput at 200 % / peak",
                            median(round -> round.twice().goodput() / round.peak()), 0.9),
                    Bar.atMost(
                            "p99 of refusals at 200 %, ms",
                            median(round -> round.twice().refused().p99()), 50),
                    Bar.atMost(
                            "p99 of answers at 200 % / deadline",
                            median(round -> round.twice().answered().p99()) / DEADLINE.toMillis(),
                            1));
        }
    }
}
