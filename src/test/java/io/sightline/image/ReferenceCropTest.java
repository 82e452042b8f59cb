package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every reference image becomes, bit for bit, the crop that Pillow made of it.
class ReferenceCropTest {

    private static final Preprocessing BICUBIC =
            new Preprocessing(
                    235,
                    224,
                    Interpolation.BICUBIC,
                    Preprocessing.IMAGENET_MEAN,
                    Preprocessing.IMAGENET_DEVIATION);

    private static final List<String> JPEGS =
            List.of(
                    "chelsea.jpg",
                    "cmyk.jpg",
                    "coffee_progressive.jpg",
                    "grey.jpg",
                    "rotated_exif6.jpg");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chelsea.gif",
                "chelsea.png",
                "chelsea.webp",
                "coffee.bmp",
                "coffee.png",
                "coffee.tiff",
                "grey.png",
                "grey_alpha.png",
                "noise_517x301.png",
                "palette_alpha.png",
                "sixteen_bit_grey.png",
                "tall_90x320.png",
                "tiny_37x23.png"
            })
    void equalsPillowsBilinearCrop(String name) throws Exception {
        byte[] reference = Fixtures.crop(name + ".crop-bilinear-256-224.png");

        byte[] crop = crop(name, Preprocessing.IMAGENET, DecoderChoice.AUTO);

        assertThat(crop).isEqualTo(reference);
    }

    @ParameterizedTest
    @MethodSource
    void equalsPillowsCropWithEveryDecoderOfJpeg(DecoderChoice decoder, String name)
            throws Exception {
        byte[] reference = Fixtures.crop(name + ".crop-bilinear-256-224.png");

        byte[] crop = crop(name, Preprocessing.IMAGENET, decoder);

        assertThat(crop).isEqualTo(reference);
    }

    @ParameterizedTest
    @MethodSource
    void equalsPillowsCropOfHalvedChromaRows(DecoderChoice decoder) throws Exception {
        byte[] reference = Fixtures.crop("chelsea_440.jpg.crop-bilinear-256-224.png");

        byte[] crop = crop("chelsea_440.jpg", Preprocessing.IMAGENET, decoder);

        assertThat(crop).isEqualTo(reference);
    }

    /// The JDK's decoder does not smooth these, and differs by up to 16 levels.
    static Stream<DecoderChoice> equalsPillowsCropOfHalvedChromaRows() {
        return Fixtures.decodersHere().filter(decoder -> decoder != DecoderChoice.JDK);
    }

    static Stream<Arguments> equalsPillowsCropWithEveryDecoderOfJpeg() {
        return Fixtures.decodersHere()
                .flatMap(decoder -> JPEGS.stream().map(name -> Arguments.of(decoder, name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea.png", "noise_517x301.png", "tiny_37x23.png"})
    void equalsPillowsBicubicCrop(String name) throws Exception {
        byte[] reference = Fixtures.crop(name + ".crop-bicubic-235-224.png");

        byte[] crop = crop(name, BICUBIC, DecoderChoice.AUTO);

        assertThat(crop).isEqualTo(reference);
    }

    private static byte[] crop(String name, Preprocessing preprocessing, DecoderChoice decoder)
            throws InterruptedException {
        try (Preprocessor preprocessor = new Preprocessor(Fixtures.settings(decoder))) {
            return preprocessor.crop(Fixtures.bytes(name), preprocessing);
        }
    }
}
