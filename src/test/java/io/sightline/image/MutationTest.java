package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.decoder.DecoderChoice;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files with random damage are decoded or rejected; nothing else ever happens.
class MutationTest {

    private static final int MUTANTS = 200;
    private static final int CORPUS_MUTANTS = 2_000;

    @AutoClose
    private final Preprocessor preprocessor =
            new Preprocessor(
                    new ImageProperties(
                            1_000_000,
                            65_500,
                            100,
                            0,
                            OrientationPolicy.APPLY,
                            DecoderChoice.AUTO,
                            false));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chelsea.jpg",
                "cmyk.jpg",
                "coffee_progressive.jpg",
                "rotated_exif6.jpg",
                "tiny_37x23.png",
                "palette_alpha.png",
                "chelsea.gif",
                "coffee.bmp",
                "coffee.tiff"
            })
    void damageIsSurvived(String name) throws InterruptedException {
        byte[] sound = Fixtures.bytes(name);
        Random random = new Random(20_26);

        for (int i = 0; i < MUTANTS; i++) {
            Preparation preparation = preprocessor.prepare(Corpus.mutant(sound, random));

            assertThat(preparation).isInstanceOfAny(Prepared.class, Rejected.class);
        }
    }

    @ParameterizedTest
    @MethodSource
    void damageIsSurvivedByEveryDecoder(DecoderChoice decoder, List<String> names)
            throws Exception {
        Random random = new Random(20_27);

        try (Preprocessor mutated = new Preprocessor(Fixtures.settings(decoder))) {
            for (int i = 0; i < CORPUS_MUTANTS; i++) {
                byte[] sound = Corpus.bytes(names.get(i % names.size()));

                Preparation preparation = mutated.prepare(Corpus.mutant(sound, random));

                assertThat(preparation).isInstanceOfAny(Prepared.class, Rejected.class);
            }
        }
    }

    static Stream<Arguments> damageIsSurvivedByEveryDecoder() {
        return Fixtures.decodersHere()
                .flatMap(
                        decoder ->
                                Corpus.BY_FORMAT.stream()
                                        .map(names -> Arguments.of(decoder, names)));
    }
}
