package io.sightline.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Fixtures;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preprocessor;
import io.sightline.image.Uploads;
import io.sightline.image.pixels.Rejection;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A GIF of one pixel of colour 1 (red) on a 2 x 2 canvas; colour 0 is green.
class GifFileTest {

    private static final Preprocessing WHOLE =
            new Preprocessing(
                    2,
                    2,
                    Interpolation.BILINEAR,
                    Preprocessing.IMAGENET_MEAN,
                    Preprocessing.IMAGENET_DEVIATION);

    private static final String SCREEN = "GIF89a\2\0\2\0\u0080\0\0\0\u00ff\0\u00ff\0\0";
    private static final String COMMENT = "!\u00fe\5hello\3you\0";
    private static final String RED_IS_TRANSPARENT = "!\u00f9\4\1\0\0\1\0";
    private static final String FRAME = ",\0\0\0\0\1\0\1\0\0\2\2L\1\0;";

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @ParameterizedTest
    @CsvSource({"false, 0, 255", "true, 255, 0"})
    void laysTheFirstFrameOnTheFirstOrTheTransparentColour(boolean transparent, int red, int green)
            throws InterruptedException {
        String control = transparent ? RED_IS_TRANSPARENT : "";
        byte[] upload = Uploads.ascii(SCREEN + COMMENT + control + FRAME);

        byte[] crop = preprocessor.crop(upload, WHOLE);

        assertThat(crop).startsWith((byte) 255, (byte) 0, (byte) 0);
        assertThat(crop).endsWith((byte) red, (byte) green, (byte) 0);
    }

    @Test
    void rejectsAFileWithoutAColourTable() throws InterruptedException {
        byte[] upload = Uploads.ascii("GIF89a\2\0\2\0\0\0\0" + FRAME);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the GIF has no table of colours, must have one"));
    }

    @Test
    void rejectsAPixelWithoutAColour() throws InterruptedException {
        String third = ",\0\0\0\0\1\0\1\0\0\2\2\134\1\0;"; // codes 4, 3, 5

        Rejected rejected = preprocessor.rejection(Uploads.ascii(SCREEN + third));

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the GIF has a pixel of colour 3, must have less than its 2"
                                        + " colours"));
    }

    @Test
    void rejectsCodesThatEndBeforeThePixels() throws InterruptedException {
        String twoPixels = FRAME.replace("\1\0\1\0\0\2", "\2\0\1\0\0\2");

        Rejected rejected = preprocessor.rejection(Uploads.ascii(SCREEN + twoPixels));

        assertThat(rejected).isEqualTo(new Rejected(Rejection.UNDECODABLE, "image is truncated"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void acceptsAFileThatLacksWhatFollowsItsPixels(int missing) throws InterruptedException {
        byte[] upload = Uploads.ascii(SCREEN + FRAME);

        byte[] crop = preprocessor.crop(Arrays.copyOf(upload, upload.length - missing), WHOLE);

        assertThat(crop).isEqualTo(preprocessor.crop(upload, WHOLE));
    }

    @Test
    void rejectsAFileWithoutAFrame() throws InterruptedException {
        byte[] upload = Uploads.ascii(SCREEN + COMMENT + ";");

        Rejected rejected = preprocessor.rejection(Uploads.joined(upload, new byte[8]));

        assertThat(rejected)
                .isEqualTo(new Rejected(Rejection.UNDECODABLE, "the GIF has no picture in it"));
    }
}
