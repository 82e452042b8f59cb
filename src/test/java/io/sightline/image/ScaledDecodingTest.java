package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.resize.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How far the pixels of large JPEGs that are decoded at a fraction of their size are from exact.
class ScaledDecodingTest {

    /// Reduced to a half and a quarter, with and without a last pixel that stands for less.
    private static final List<int[]> SIZES =
            List.of(
                    new int[] {1024, 1024},
                    new int[] {1501, 1033},
                    new int[] {1027, 1802},
                    new int[] {2304, 2053});

    @ParameterizedTest
    @MethodSource
    void staysNearTheExactPixels(DecoderChoice decoder, int width, int height) throws Exception {
        byte[] jpeg = jpeg(width, height);

        int[] differences = differences(scaled(jpeg, decoder), exact(jpeg, decoder));

        Arrays.sort(differences);
        assertThat(differences[differences.length - 1]).isBetween(1, 12);
        assertThat(differences[(int) (differences.length * 0.999)]).isLessThanOrEqualTo(6);
        assertThat(Arrays.stream(differences).average().orElseThrow()).isLessThanOrEqualTo(0.5);
    }

    static Stream<Arguments> staysNearTheExactPixels() {
        return Fixtures.decodersHere()
                .filter(decoder -> decoder != DecoderChoice.JDK)
                .flatMap(
                        decoder ->
                                SIZES.stream()
                                        .map(size -> Arguments.of(decoder, size[0], size[1])));
    }

    @ParameterizedTest
    @MethodSource("io.sightline.image.Fixtures#decodersHere")
    void changesNothingOfASmallImage(DecoderChoice decoder) throws Exception {
        byte[] jpeg = jpeg(1023, 1022);

        byte[] scaled = scaled(jpeg, decoder);

        assertThat(scaled).isEqualTo(exact(jpeg, decoder));
    }

    private static int[] differences(byte[] some, byte[] others) {
        int[] differences = new int[some.length];
        Arrays.setAll(differences, i -> Math.abs((some[i] & 0xff) - (others[i] & 0xff)));
        return differences;
    }

    private static byte[] scaled(byte[] jpeg, DecoderChoice decoder) throws InterruptedException {
        return crop(jpeg, decoder, true);
    }

    private static byte[] exact(byte[] jpeg, DecoderChoice decoder) throws InterruptedException {
        return crop(jpeg, decoder, false);
    }

    private static byte[] crop(byte[] jpeg, DecoderChoice decoder, boolean scaled)
            throws InterruptedException {
        ImageProperties properties =
                new ImageProperties(
                        10_000_000, 65_500, 100, 1, OrientationPolicy.APPLY, decoder, scaled);
        try (Preprocessor preprocessor = new Preprocessor(properties)) {
            return preprocessor.crop(jpeg, Preprocessing.IMAGENET);
        }
    }

    /// Slopes, edges and some noise, as a photograph has them.
    private static byte[] jpeg(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(7);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (int) (128 + 100 * Math.sin(x / 97.0) * Math.cos(y / 61.0));
                int green = (x / 150 + y / 110) % 2 == 0 ? 60 : 180;
                int blue = 40 + 150 * y / height;
                int noise = random.nextInt(20);
                image.setRGB(x, y, (red << 16 | green << 8 | blue) + 0x010101 * noise);
            }
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "jpeg", jpeg)).isTrue();
        return jpeg.toByteArray();
    }
}
