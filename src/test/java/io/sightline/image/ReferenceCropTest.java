package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Preparation.Prepared;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
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

    @AutoClose
    private final ImagePreprocessor preprocessor = new ImagePreprocessor(Fixtures.DEFAULTS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chelsea.gif",
                "chelsea.jpg",
                "chelsea.png",
                "cmyk.jpg",
                "coffee.bmp",
                "coffee.png",
                "coffee.tiff",
                "coffee_progressive.jpg",
                "grey.jpg",
                "grey.png",
                "grey_alpha.png",
                "noise_517x301.png",
                "palette_alpha.png",
                "rotated_exif6.jpg",
                "sixteen_bit_grey.png",
                "tall_90x320.png",
                "tiny_37x23.png"
            })
    void equalsPillowsBilinearCrop(String name) throws Exception {
        byte[] reference = Fixtures.crop(name + ".crop-bilinear-256-224.png");

        byte[] crop = crop(name, Preprocessing.IMAGENET);

        assertThat(crop).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea.png", "noise_517x301.png", "tiny_37x23.png"})
    void equalsPillowsBicubicCrop(String name) throws Exception {
        byte[] reference = Fixtures.crop(name + ".crop-bicubic-235-224.png");

        byte[] crop = crop(name, BICUBIC);

        assertThat(crop).isEqualTo(reference);
    }

    private byte[] crop(String name, Preprocessing preprocessing)
            throws InterruptedException, IOException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        Preparation preparation =
                preprocessor.prepare(Fixtures.bytes(name), preprocessing, deadlineNanos);
        assertThat(preparation).isInstanceOf(Prepared.class);
        return ((Prepared) preparation).tensor().pixels();
    }
}
