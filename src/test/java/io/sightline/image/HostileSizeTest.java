package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Preparation.Rejected;
import io.sightline.image.pixels.Rejection;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Headers that state absurd sizes, which must be refused before anything is allocated.
class HostileSizeTest {

    private static final int[] SIXTY_THOUSAND = {0, 0, 0xea, 0x60};

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @Test
    void rejectsAPngHeaderOf60000x60000() throws InterruptedException {
        byte[] upload = Uploads.patched(Fixtures.bytes("tiny_37x23.png"), 16, SIXTY_THOUSAND);
        byte[] header = Arrays.copyOf(Uploads.patched(upload, 20, SIXTY_THOUSAND), 33);

        Rejected rejected = preprocessor.rejection(header);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.TOO_LARGE,
                                "image is 60000 x 60000 pixels, at most 64000000 are accepted"));
    }

    @Test
    void rejectsAPngOfMoreThanFourBillionTimesTwo() throws InterruptedException {
        int[] largest = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
        byte[] upload = Uploads.patched(Fixtures.bytes("tiny_37x23.png"), 16, largest);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.reason()).isEqualTo(Rejection.TOO_LARGE);
        assertThat(rejected.detail()).startsWith("image is 4294967295 x 4294967295 pixels");
    }

    @Test
    void rejectsAPngWithALongSide() throws InterruptedException {
        int[] long65501x1 = {0, 0, 0xff, 0xdd, 0, 0, 0, 1};
        byte[] upload = Uploads.patched(Fixtures.bytes("tiny_37x23.png"), 16, long65501x1);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.TOO_LARGE,
                                "image is 65501 x 1 pixels, at most 65500 are accepted on a"
                                        + " side"));
    }

    /// Where each format states its height, in the reference image of it.
    @ParameterizedTest
    @CsvSource({
        "tiny_37x23.png, 20, 4",
        "chelsea.jpg, 163, 2",
        "coffee.bmp, 22, 4",
    })
    void rejectsAHeightOfZero(String name, int at, int length) throws InterruptedException {
        byte[] upload = Uploads.patched(Fixtures.bytes(name), at, new int[length]);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.reason()).isEqualTo(Rejection.UNDECODABLE);
        assertThat(rejected.detail()).endsWith(" x 0 pixels, must have some");
    }

    @Test
    void rejectsAGifWhoseFrameIsFarLargerThanItsScreen() throws InterruptedException {
        byte[] upload = gif(10, 10, 0, 60_000, 60_000);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.reason()).isEqualTo(Rejection.TOO_LARGE);
        assertThat(rejected.detail()).startsWith("image is 60000 x 60000 pixels");
    }

    @Test
    void rejectsAGifWhoseFrameLiesFarAway() throws InterruptedException {
        byte[] upload = gif(10, 10, 60_000, 5_500, 10_000);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.TOO_LARGE,
                                "image is 65500 x 10000 pixels, at most 64000000 are accepted"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7fff_ffff, 0x8000_0000})
    void rejectsABmpOfTheExtremes(int height) throws InterruptedException {
        int[] bytes = {height & 0xff, height >> 8 & 0xff, height >> 16 & 0xff, height >>> 24};
        byte[] upload = Uploads.patched(Fixtures.bytes("coffee.bmp"), 22, bytes);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.reason()).isEqualTo(Rejection.TOO_LARGE);
    }

    /// A GIF with no palette and one frame.
    private static byte[] gif(int width, int height, int left, int frameWidth, int frameHeight) {
        int[] words = {left, 0, frameWidth, frameHeight};
        byte[] file = Uploads.joined(Uploads.ascii("GIF89a"), new byte[24]);
        int[] screen = {width, 0, height, 0, 0, 0, 0, 0x2c};
        byte[] upload = Uploads.patched(file, 6, screen);
        for (int i = 0; i < words.length; i++) {
            upload = Uploads.patched(upload, 14 + 2 * i, words[i] & 0xff, words[i] >> 8);
        }
        return upload;
    }
}
