package io.sightline.image;

import io.sightline.benchmark.Bar;
import io.sightline.benchmark.Contender;
import io.sightline.benchmark.Rounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Preprocessing beside Pillow's, in turns.
public final class PreprocessingBars {

    private static final int ROUNDS = 25;
    private static final Duration ROUND = Duration.ofMillis(200);
    private static final Duration WARM_UP = Duration.ofSeconds(4);

    private PreprocessingBars() {}

    /// Measures, prints the times, and gives the bars; none if Pillow is not there.
    public static List<Bar> measure() throws Exception {
        List<Bar> bars = new ArrayList<>();
        Optional<Pillow> pillow = Pillow.start();
        try {
            bars.addAll(measure(pillow, Photograph.SMALL, 1.4, 0.6));
            bars.addAll(measure(pillow, Photograph.TWELVE_MEGAPIXELS, 2.0, 0.5));
        } finally {
            pillow.ifPresent(Pillow::close);
        }
        return bars;
    }

    private static List<Bar> measure(
            Optional<Pillow> pillow, Photograph photograph, double whole, double resize)
            throws Exception {
        Path file = Files.createTempFile("sightline", ".jpg");
        PreprocessingBenchmark ours = new PreprocessingBenchmark();
        ours.photograph = photograph.name();
        ours.open();
        try {
            Files.write(file, ours.upload());
            List<Contender> contenders =
                    new ArrayList<>(
                            List.of(
                                    Contender.of("whole", ours::whole),
                                    Contender.of("decode", ours::decode),
                                    Contender.of("resize", ours::resize)));
            pillow.ifPresent(
                    python ->
                            List.of("whole", "decode", "resize")
                                    .forEach(step -> contenders.add(python.contender(step, file))));
            System.out.printf("%s, %d bytes%n", photograph, ours.upload().length);
            Rounds rounds = Rounds.time(contenders, WARM_UP, ROUNDS, ROUND);
            rounds.print();
            return pillow.isEmpty() ? List.of() : bars(photograph, rounds, whole, resize);
        } finally {
            ours.close();
            Files.delete(file);
        }
    }

    private static List<Bar> bars(
            Photograph photograph, Rounds rounds, double whole, double resize) {
        return List.of(
                Bar.atMost(
                        photograph + " to tensor, ours / Pillow",
                        rounds.ratio("whole", "Pillow whole"),
                        whole),
                Bar.atMost(
                        photograph + " resize alone, ours / Pillow",
                        rounds.ratio("resize", "Pillow resize"),
                        resize));
    }
}
