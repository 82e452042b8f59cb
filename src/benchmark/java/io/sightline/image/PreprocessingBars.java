package io.sightline.image;

import com.sun.management.ThreadMXBean;
import io.sightline.benchmark.Bar;
import io.sightline.benchmark.Contender;
import io.sightline.benchmark.Rounds;
import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.resize.Preprocessing;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Preprocessing beside Pillow's, in turns.
public final class PreprocessingBars {

    private static final int ROUNDS = 9;
    private static final Duration ROUND = Duration.ofMillis(200);
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final String WHOLE = "Pillow whole";

    private static final int HEAP_RUNS = 20;
    private static final int TENSOR =
            3 * Preprocessing.IMAGENET.crop() * Preprocessing.IMAGENET.crop();

    private PreprocessingBars() {}

    /// One way of preparing one file, and the share of Pillow's time it may take.
    private record Way(Photograph photograph, DecoderChoice decoder, boolean scaled, double bound) {

        @Override
        public String toString() {
            return scaled ? decoder + " scaled" : decoder.toString();
        }
    }

    private static final List<Way> WAYS =
            List.of(
                    new Way(Photograph.SMALL, DecoderChoice.TURBOJPEG, false, 0.75),
                    new Way(Photograph.SMALL, DecoderChoice.LEPTONICA, false, 0.85),
                    new Way(Photograph.SMALL, DecoderChoice.JDK, false, 1.4),
                    new Way(Photograph.TWELVE_MEGAPIXELS, DecoderChoice.TURBOJPEG, false, 0.8),
                    new Way(Photograph.TWELVE_MEGAPIXELS, DecoderChoice.LEPTONICA, false, 1.4),
                    new Way(Photograph.TWELVE_MEGAPIXELS, DecoderChoice.JDK, false, 2),
                    new Way(Photograph.TWELVE_MEGAPIXELS, DecoderChoice.TURBOJPEG, true, 0.45),
                    new Way(Photograph.TWELVE_MEGAPIXELS, DecoderChoice.LEPTONICA, true, 0.55),
                    new Way(
                            Photograph.TWELVE_MEGAPIXELS_PROGRESSIVE,
                            DecoderChoice.TURBOJPEG,
                            false,
                            0.9),
                    new Way(
                            Photograph.TWELVE_MEGAPIXELS_PROGRESSIVE,
                            DecoderChoice.LEPTONICA,
                            false,
                            1.15),
                    new Way(Photograph.PNG, DecoderChoice.JDK, false, 1.4),
                    new Way(Photograph.WEBP, DecoderChoice.AUTO, false, 0.8));

    /// Measures, prints the times, and gives the bars; without those beside Pillow if it is not
    /// there.
    public static List<Bar> measure() throws Exception {
        List<Bar> bars = new ArrayList<>();
        List<Pillow> pillow = Pillow.start().stream().toList(); // one or none
        try {
            for (Photograph photograph : Photograph.values()) {
                bars.addAll(measure(pillow, photograph));
            }
        } finally {
            pillow.forEach(Pillow::close);
        }
        return bars;
    }

    private static List<Bar> measure(List<Pillow> pillow, Photograph photograph) throws Exception {
        byte[] bytes = photograph.file();
        Path file = Files.createTempFile("sightline", ".image");
        List<Way> ways = WAYS.stream().filter(way -> way.photograph() == photograph).toList();
        List<PreprocessingBenchmark> open = new ArrayList<>();
        List<Contender> contenders = new ArrayList<>();
        try {
            Files.write(file, bytes);
            for (Way way : ways) {
                PreprocessingBenchmark ours = new PreprocessingBenchmark();
                ours.photograph = photograph.name();
                ours.decoder = way.decoder().name();
                ours.scaled = way.scaled();
                ours.open();
                open.add(ours);
                contenders.add(Contender.of(way.toString(), ours::whole));
            }
            contenders.add(Contender.of("resize", open.getFirst()::resize));
            pillow.forEach(
                    python -> {
                        contenders.add(python.contender("whole", file));
                        contenders.add(python.contender("resize", file));
                    });
            System.out.printf("%s, %d bytes%n", photograph, bytes.length);
            Rounds rounds = Rounds.time(contenders, WARM_UP, ROUNDS, ROUND);
            rounds.print();
            List<Bar> bars = new ArrayList<>();
            if (!pillow.isEmpty()) {
                bars.addAll(bars(photograph, ways, rounds));
            }
            if (photograph == Photograph.TWELVE_MEGAPIXELS) {
                for (int i = 0; i < ways.size(); i++) {
                    bars.add(heap(ways.get(i), open.get(i)));
                }
            }
            return bars;
        } finally {
            open.forEach(PreprocessingBenchmark::close);
            Files.delete(file);
        }
    }

    private static List<Bar> bars(Photograph photograph, List<Way> ways, Rounds rounds) {
        List<Bar> bars = new ArrayList<>();
        for (Way way : ways) {
            double ratio = rounds.ratio(way.toString(), WHOLE);
            bars.add(Bar.atMost("%s, %s / Pillow".formatted(photograph, way), ratio, way.bound()));
        }
        if (photograph == Photograph.SMALL || photograph == Photograph.TWELVE_MEGAPIXELS) {
            bars.add(
                    Bar.atMost(
                            "%s, resize alone / Pillow".formatted(photograph),
                            rounds.ratio("resize", "Pillow resize"),
                            photograph == Photograph.SMALL ? 0.6 : 0.5));
        }
        return bars;
    }

    /// What an image takes from the heap beside its tensor, on whatever threads.
    private static Bar heap(Way way, PreprocessingBenchmark ours) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long before = threads.getTotalThreadAllocatedBytes();
        for (int i = 0; i < HEAP_RUNS; i++) {
            FloatBuffer _ = ours.whole();
        }
        double bytes = (threads.getTotalThreadAllocatedBytes() - before) / (double) HEAP_RUNS;
        return Bar.atMost(
                "%s, %s, heap of an image in MB".formatted(way.photograph(), way),
                (bytes - TENSOR) / 1e6,
                way.decoder() == DecoderChoice.JDK ? 4 : 0.1);
    }
}
