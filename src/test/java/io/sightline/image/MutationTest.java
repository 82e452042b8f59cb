package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files with random damage are decoded or rejected; nothing else ever happens.
class MutationTest {

    private static final int MUTANTS = 200;
    private static final int HEADER_BYTES = 300;

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
            Preparation preparation = preprocessor.prepare(mutant(sound, random));

            assertThat(preparation).isInstanceOfAny(Prepared.class, Rejected.class);
        }
    }

    /// Up to eight bytes changed, half of them near the start; one file in ten is cut as well.
    private static byte[] mutant(byte[] sound, Random random) {
        byte[] mutant = sound.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            int within = random.nextBoolean() ? HEADER_BYTES : mutant.length;
            mutant[random.nextInt(within)] = (byte) random.nextInt();
        }
        boolean cut = random.nextInt(10) == 0;
        return cut ? Arrays.copyOf(mutant, random.nextInt(mutant.length)) : mutant;
    }
}
