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
        ForwardBenchmark one = benchmark(1, PrecisionSetting.FLOAT32);
        ForwardBenchmark float32 = benchmark(LARGE, PrecisionSetting.FLOAT32);
        ForwardBenchmark bfloat16 = benchmark(LARGE, PrecisionSetting.BFLOAT16);
        ForwardBenchmark int8 = benchmark(LARGE, PrecisionSetting.INT8);
        try {
            return measure(one, float32, bfloat16, int8);
        } finally {
            int8.close();
            bfloat16.close();
            float32.close();
            one.close();
        }
    }

    private static ForwardBenchmark benchmark(int batch, PrecisionSetting precision)
            throws Exception {
        ForwardBenchmark benchmark = new ForwardBenchmark();
        benchmark.batch = batch;
        benchmark.precision = precision;
        benchmark.open();
        return benchmark;
    }

    private static List<Bar> measure(
            ForwardBenchmark one,
            ForwardBenchmark float32,
            ForwardBenchmark bfloat16,
            ForwardBenchmark int8)
            throws Exception {
        Rounds passes =
                time(
                        Contender.of("matrix product", float32::matrixProduct),
                        Contender.of("float32, batch 8", float32::bare),
                        Contender.of("bfloat16, batch 8", bfloat16::bare),
                        Contender.of("int8, batch 8", int8::bare));
        System.out.println("ResNet-50");
        passes.print();
        print(passes, "float32", "float32, batch 8");
        print(passes, "bfloat16", "bfloat16, batch 8");
        print(passes, "int8", "int8, batch 8");
        System.out.printf(
                "  matrix product, float32: %.0f GFLOP/s%n",
                GFLOP * 1_000 / passes.median("matrix product"));
        // Afterwards, for the lanes' threads would disturb the passes.
        Rounds service =
                time(
                        Contender.of("forward pass, batch 1", one::bare),
                        Contender.of("service, batch 1", one::service),
                        Contender.of("forward pass, batch 8", float32::bare),
                        Contender.of("service, batch 8", float32::service));
        System.out.println("ResNet-50, float32, beside the lanes");
        service.print();
        double imageGflop = BundledNetwork.operations() / 1e9;
        double perProduct = 1 / passes.ratio("float32, batch 8", "matrix product");
        return List.of(
                Bar.atMost(
                        "service / forward pass, batch 8",
                        service.ratio("service, batch 8", "forward pass, batch 8"),
                        1.05),
                Bar.atLeast(
                        "FLOP/s of the pass by those of a matrix product, batch 8",
                        imageGflop * LARGE * perProduct / GFLOP,
                        0.9),
                Bar.atLeast(
                        "bfloat16 by float32, batch 8",
                        passes.ratio("float32, batch 8", "bfloat16, batch 8"),
                        1.8),
                Bar.atLeast(
                        "int8 by float32, batch 8",
                        passes.ratio("float32, batch 8", "int8, batch 8"),
                        3.4));
    }

    private static Rounds time(Contender... contenders) throws Exception {
        return Rounds.time(List.of(contenders), WARM_UP, ROUNDS, ROUND);
    }

    private static void print(Rounds rounds, String precision, String contender) {
        System.out.printf(
                "  %s, batch 8: %.1f images/s%n",
                precision, LARGE * 1_000 / rounds.median(contender));
    }
}
