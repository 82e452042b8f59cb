package io.sightline.image;

import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preparation.TimedOut;
import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.resize.Preprocessing;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/// A long run of damaged files through the whole of preprocessing: a native decoder that crashes
/// takes this process with it.
public final class Damage {

    private static final int MAX_PIXELS = 4_000_000;

    private Damage() {}

    /// Damages the files of the tests' corpus and counts what becomes of them.
    ///
    /// @param arguments how many files of each format (default 100,000), a seed (default 1), and a
    ///   [DecoderChoice] (default `AUTO`)
    public static void main(String... arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        DecoderChoice decoder =
                arguments.length > 2 ? DecoderChoice.valueOf(arguments[2]) : DecoderChoice.AUTO;
        ImageProperties properties =
                new ImageProperties(
                        MAX_PIXELS, 65_500, 100, 0, OrientationPolicy.APPLY, decoder, false);
        try (ImagePreprocessor preprocessor = new ImagePreprocessor(properties)) {
            for (List<String> names : Corpus.BY_FORMAT) {
                run(preprocessor, names, count, new Random(seed));
            }
        }
    }

    private static void run(
            ImagePreprocessor preprocessor, List<String> names, int count, Random random)
            throws Exception {
        int prepared = 0;
        Duration longest = Duration.ZERO;
        for (int i = 0; i < count; i++) {
            byte[] mutant = Corpus.mutant(Corpus.bytes(names.get(i % names.size())), random);
            long startNanos = System.nanoTime();
            prepared +=
                    switch (preprocessor.prepare(
                            mutant,
                            Preprocessing.IMAGENET,
                            startNanos + Duration.ofMinutes(1).toNanos())) {
                        case Prepared _ -> 1;
                        case Rejected _ -> 0;
                        case TimedOut _ -> throw new AssertionError("a minute passed");
                    };
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        System.out.printf(
                "%s %s: %d damaged, %d of them decoded, longest %d ms%n",
                preprocessor.decoders(), names, count, prepared, longest.toMillis());
    }
}
