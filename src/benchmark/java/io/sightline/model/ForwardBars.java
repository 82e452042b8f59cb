package io.sightline.model;

import io.sightline.benchmark.Bar;
import io.sightline.benchmark.Contender;
import io.sightline.benchmark.Rounds;
import java.time.Duration;
import java.util.List;

/// The forward pass beside the service's and beside what the machine can do, in turns.
public final class ForwardBars {

    private static final int ROUNDS = 15;
    private static final Duration ROUND = Duration.ofMillis(1_500);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int LARGE = 8;

    /// Multiplications and additions of the matrix product, in billions.
    private static final double GFLOP = 2 * Math.pow(ForwardBenchmark.MATRIX, 3) / 1e9;

    private ForwardBars() {}

    /// Measures, prints the times, and gives the bars.
    public static List<Bar> measure() throws Exception {
        ForwardBenchmark one = new ForwardBenchmark();
        ForwardBenchmark eight = new ForwardBenchmark();
        eight.batch = LARGE;
        one.open();
        eight.open();
        try {
            return measure(one, eight);
        } finally {
            eight.close();
            one.close();
        }
    }

    private static List<Bar> measure(ForwardBenchmark one, ForwardBenchmark eight)
            throws Exception {
        Rounds rounds =
                Rounds.time(
                        List.of(
                                Contender.of("forward pass, batch 1", one::bare),
                                Contender.of("service, batch 1", one::service),
                                Contender.of("matrix product", eight::matrixProduct),
                                Contender.of("forward pass, batch 8", eight::bare),
                                Contender.of("service, batch 8", eight::service)),
                        WARM_UP,
                        ROUNDS,
                        ROUND);
        System.out.println("ResNet-50, float32");
        rounds.print();
        double perProduct = 1 / rounds.ratio("forward pass, batch 8", "matrix product");
        System.out.printf(
                "  forward pass, batch 8: %.1f images/s; matrix product: %.0f GFLOP/s%n",
                LARGE * 1_000 / rounds.median("forward pass, batch 8"),
                GFLOP * 1_000 / rounds.median("matrix product"));
        return List.of(
                Bar.atMost(
                        "service / forward pass, batch 8",
                        rounds.ratio("service, batch 8", "forward pass, batch 8"),
                        1.05),
                Bar.atLeast(
                        "images/s by GFLOP/s of a matrix product, batch 8",
                        LARGE * perProduct / GFLOP,
                        0.095));
    }
}
