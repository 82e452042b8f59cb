package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Preparation.Rejected;
import io.sightline.image.decoder.JpegColours;
import io.sightline.image.pixels.Rejection;
import io.sightline.image.resize.Preprocessing;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JpegVariantTest {

    /// Where the frame header of `chelsea.jpg` starts.
    private static final int FRAME = 158;

    private static final int JFIF = 0xe0;

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @Test
    void takesThreeUnnamedComponentsForLuminanceAsLibjpegDoes() throws InterruptedException {
        byte[] jpeg = Fixtures.bytes("chelsea.jpg");

        byte[] crop = preprocessor.crop(Uploads.withoutSegment(jpeg, JFIF), Preprocessing.IMAGENET);

        assertThat(crop).isEqualTo(preprocessor.crop(jpeg, Preprocessing.IMAGENET));
    }

    @ParameterizedTest
    @CsvSource({
        "3, false, -1, 'RGB', RGB",
        "3, false, -1, '123', YCBCR",
        "3, false, 0, '123', RGB",
        "3, false, 1, 'RGB', YCBCR",
        "3, true, 0, 'RGB', YCBCR",
        "1, false, -1, '1', GREY",
        "4, false, -1, '1234', CMYK",
        "4, false, 0, '1234', CMYK",
        "4, false, 2, '1234', YCCK"
    })
    void guessesColoursAsLibjpegDoes(
            int components, boolean jfif, int adobe, String ids, JpegColours expected) {
        JpegColours colours = JpegColours.of(components, jfif, adobe, ids);

        assertThat(colours).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0xc9, 'the JPEG is coded by process 9, only baseline and progressive are read'",
        "4, 12, 'the JPEG has 12 bits a sample, only 8 are read'",
        "9, 2, 'the JPEG has 2 components, only 1, 3 and 4 are read'"
    })
    void saysWhichVariantsAreNotRead(int offset, String value, String detail)
            throws InterruptedException {
        byte[] jpeg =
                Uploads.patched(
                        Fixtures.bytes("chelsea.jpg"), FRAME + offset, Integer.decode(value));

        Rejected rejected = preprocessor.rejection(jpeg);

        assertThat(rejected).isEqualTo(new Rejected(Rejection.UNSUPPORTED_FORMAT, detail));
    }

    @Test
    void rejectsASecondFrame() throws InterruptedException {
        byte[] jpeg = Fixtures.bytes("chelsea.jpg");
        byte[] frame = Arrays.copyOfRange(jpeg, FRAME, FRAME + 19);
        byte[] twice = Uploads.joined(Arrays.copyOf(jpeg, FRAME), frame, Uploads.from(jpeg, FRAME));

        Rejected rejected = preprocessor.rejection(twice);

        assertThat(rejected.detail()).isEqualTo("the JPEG has two frames, must have one");
    }

    @Test
    void rejectsASecondStart() throws InterruptedException {
        byte[] jpeg = Fixtures.bytes("chelsea.jpg");
        byte[] twice = Uploads.joined(Arrays.copyOf(jpeg, 2), jpeg);

        Rejected rejected = preprocessor.rejection(twice);

        assertThat(rejected.detail()).isEqualTo("the JPEG starts twice");
    }

    @Test
    void rejectsAFileOfMarkersOnly() throws InterruptedException {
        byte[] jpeg = Uploads.ascii("\u00ff\u00d8\u00ff\u00d9");

        Rejected rejected = preprocessor.rejection(jpeg);

        assertThat(rejected.detail()).isEqualTo("the JPEG has no picture in it");
    }

    @Test
    void rejectsASegmentShorterThanItsLength() throws InterruptedException {
        byte[] jpeg = Uploads.ascii("\u00ff\u00d8\u00ff\u00db\0\1\u00ff\u00d9");

        Rejected rejected = preprocessor.rejection(jpeg);

        assertThat(rejected.detail())
                .isEqualTo("the JPEG has a segment of 1 bytes, must be at least 2");
    }
}
