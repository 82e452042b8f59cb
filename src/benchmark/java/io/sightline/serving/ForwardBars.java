package io.sightline.serving;

import io.sightline.benchmark.Bar;
import io.sightline.benchmark.Contender;
import io.sightline.benchmark.Rounds;
import io.sightline.engine.Engine;
import io.sightline.engine.Hardware;
import io.sightline.torchscript.Fusion;
import io.sightline.torchscript.MatrixProduct;
import io.sightline.torchscript.Precision;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The forward pass beside the service's and beside what the machine can do, in turns.
public final class ForwardBars {

    private static final int ROUNDS = 15;
    private static final Duration ROUND = Duration.ofMillis(1_500);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int LARGE = 8;

    /// Multiplications and additions of a matrix product, in billions.
    private static final double PRODUCT_GFLOP = 2 * Math.pow(MatrixProduct.SIZE, 3) / 1e9;

    private ForwardBars() {}

    /// Measures, prints the times, and gives the bars.
    public static List<Bar> measure() throws Exception {
        Engine engine = BundledNetwork.engine();
        Hardware hardware = engine.hardware();
        List<PrecisionSetting> precisions = new ArrayList<>();
        precisions.add(PrecisionSetting.FLOAT32);
        if (hardware.multipliesBFloat16()) { // else a matrix product takes minutes
            precisions.add(PrecisionSetting.BFLOAT16);
        }
        precisions.add(PrecisionSetting.INT8);
        List<Contest> contests = new ArrayList<>();
        try {
            for (PrecisionSetting precision : precisions) {
                contests.add(Contest.open(precision));
            }
            List<Bar> bars = new ArrayList<>(passes(contests, hardware));
            if (engine.fusion(new Precision.Int8(Map.of()))
                    == Fusion.FUSED) { // else they are the same
                bars.add(fusing(contests.getLast().pass()));
            }
            // Afterwards, for the lanes' threads would disturb the passes.
            bars.add(service(contests.getFirst().pass()));
            return bars;
        } finally {
            for (Contest contest : contests) {
                contest.close();
            }
        }
    }

    /// A pass in some arithmetic, and the matrix products that it is held against.
    private record Contest(ForwardBenchmark pass, MatrixProductBenchmark products) {

        static Contest open(PrecisionSetting precision) throws Exception {
            MatrixProductBenchmark products = new MatrixProductBenchmark();
            products.precision = precision;
            products.open();
            return new Contest(benchmark(LARGE, precision, false), products);
        }

        PrecisionSetting precision() {
            return pass.precision;
        }

        void close() throws IOException {
            products.close();
            pass.close();
        }
    }

    private static ForwardBenchmark benchmark(
            int batch, PrecisionSetting precision, boolean asExported) throws Exception {
        ForwardBenchmark benchmark = new ForwardBenchmark();
        benchmark.batch = batch;
        benchmark.precision = precision;
        benchmark.asExported = asExported;
        benchmark.open();
        return benchmark;
    }

    private static List<Bar> passes(List<Contest> contests, Hardware hardware) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        for (Contest contest : contests) {
            PrecisionSetting precision = contest.precision();
            contenders.add(Contender.of(products(precision), contest.products()::products));
            contenders.add(Contender.of(pass(precision), contest.pass()::bare));
        }
        Rounds rounds = time(contenders);
        System.out.println(
                "ResNet-50, batch 8, and %d matrix products".formatted(MatrixProduct.COUNT));
        rounds.print();
        double passGflop = LARGE * BundledNetwork.operations() / 1e9;
        contests.forEach(contest -> print(rounds, contest.precision(), passGflop));
        List<Bar> bars = new ArrayList<>();
        bars.add(
                Bar.atLeast(
                        "FLOP/s of the pass by those of a matrix product, batch 8",
                        utilisation(rounds, PrecisionSetting.FLOAT32, passGflop),
                        0.9));
        for (Contest contest : contests) {
            switch (contest.precision()) {
                case BFLOAT16 -> bars.add(faster(rounds, PrecisionSetting.BFLOAT16, 1.8));
                case INT8 -> {
                    if (hardware.hasAvx512Vnni()) {
                        bars.add(faster(rounds, PrecisionSetting.INT8, 3.4));
                    }
                }
                case AUTO, FLOAT32 -> {}
            }
        }
        return bars;
    }

    private static void print(Rounds rounds, PrecisionSetting precision, double passGflop) {
        double productSeconds = rounds.median(products(precision)) / MatrixProduct.COUNT / 1_000;
        System.out.printf(
                "  %s: %.1f images/s, %.2f x float32; matrix product %.0f G operations/s, of which"
                        + " a pass has %.2f%n",
                name(precision),
                LARGE * 1_000 / rounds.median(pass(precision)),
                rounds.ratio(pass(PrecisionSetting.FLOAT32), pass(precision)),
                PRODUCT_GFLOP / productSeconds,
                utilisation(rounds, precision, passGflop));
    }

    /// Operations a second of a pass by those of the matrix products.
    private static double utilisation(Rounds rounds, PrecisionSetting precision, double passGflop) {
        double productsGflop = MatrixProduct.COUNT * PRODUCT_GFLOP;
        return passGflop / productsGflop / rounds.ratio(pass(precision), products(precision));
    }

    private static Bar faster(Rounds rounds, PrecisionSetting precision, double bound) {
        return Bar.atLeast(
                name(precision) + " by float32, batch 8",
                rounds.ratio(pass(PrecisionSetting.FLOAT32), pass(precision)),
                bound);
    }

    private static String pass(PrecisionSetting precision) {
        return name(precision) + ", forward pass";
    }

    private static String products(PrecisionSetting precision) {
        return name(precision) + ", matrix products";
    }

    private static String name(PrecisionSetting precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    private static Bar fusing(ForwardBenchmark int8) throws Exception {
        String ours = "int8, batch 8";
        String theirs = "int8 as PyTorch exports it, batch 8";
        try (ForwardBenchmark exported = benchmark(LARGE, PrecisionSetting.INT8, true)) {
            Rounds rounds =
                    time(
                            List.of(
                                    Contender.of(ours, int8::bare),
                                    Contender.of(theirs, exported::bare)));
            System.out.println("ResNet-50, forward pass");
            rounds.print();
            return Bar.atLeast(
                    "int8 by int8 as PyTorch exports it, batch 8", rounds.ratio(theirs, ours), 0.9);
        }
    }

    private static Bar service(ForwardBenchmark large) throws Exception {
        try (ForwardBenchmark one = benchmark(1, PrecisionSetting.FLOAT32, false)) {
            Rounds rounds =
                    time(
                            List.of(
                                    Contender.of("forward pass, batch 1", one::bare),
                                    Contender.of("service, batch 1", one::service),
                                    Contender.of("forward pass, batch 8", large::bare),
                                    Contender.of("service, batch 8", large::service)));
            System.out.println("ResNet-50, float32, beside the lanes");
            rounds.print();
            return Bar.atMost(
                    "service / forward pass, batch 8",
                    rounds.ratio("service, batch 8", "forward pass, batch 8"),
                    1.05);
        }
    }

    private static Rounds time(List<Contender> contenders) throws Exception {
        return Rounds.time(contenders, WARM_UP, ROUNDS, ROUND);
    }
}
