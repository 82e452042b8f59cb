package io.sightline.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The small files of `src/test/resources/corpus`, and what becomes of them when bytes change.
final class Corpus {

    /// Several of each format, for its decoder has several ways to go.
    static final List<List<String>> BY_FORMAT =
            List.of(
                    List.of(
                            "baseline.jpg",
                            "restarts.jpg",
                            "progressive.jpg",
                            "440.jpg",
                            "grey.jpg",
                            "rgb.jpg",
                            "cmyk.jpg"),
                    List.of(
                            "lossy.webp",
                            "lossy_alpha.webp",
                            "lossless_alpha.webp",
                            "animated.webp"),
                    List.of("rgb.png", "palette.png"));

    private static final int HEADER_BYTES = 300;

    private Corpus() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream stream = Corpus.class.getResourceAsStream("/corpus/" + name)) {
            return stream.readAllBytes();
        }
    }

    /// Up to eight bytes changed, half of them near the start; one file in ten is cut as well.
    static byte[] mutant(byte[] sound, Random random) {
        byte[] mutant = sound.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int header = Math.min(HEADER_BYTES, mutant.length);
            int within = random.nextBoolean() ? header : mutant.length;
            mutant[random.nextInt(within)] = (byte) random.nextInt();
        }
        boolean cut = random.nextInt(10) == 0;
        return cut ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    }
}
