package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.pixels.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no decoder should see, and what clients are told of it.
class HostileUploadTest {

    private static final String TRUNCATED = "image is truncated";

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @Test
    void rejectsNothing() throws InterruptedException {
        Rejected rejected = preprocessor.rejection(new byte[0]);

        assertThat(rejected)
                .isEqualTo(new Rejected(Rejection.EMPTY, "the upload is empty, must be one image"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "<svg/>", "B", "RIFFxxxxWAVE", "%PDF-1.7", "GIF88a"})
    void rejectsWhatIsNoImage(String text) throws InterruptedException {
        Rejected rejected = preprocessor.rejection(Uploads.ascii(text));

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNSUPPORTED_FORMAT,
                                "the first bytes are of no known image format, only JPEG, PNG,"
                                        + " GIF, BMP, TIFF and WebP are read"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chelsea.jpg",
                "coffee_progressive.jpg",
                "cmyk.jpg",
                "chelsea.png",
                "chelsea.gif",
                "coffee.bmp",
                "coffee.tiff"
            })
    void rejectsAFileCutAnywhere(String name) throws InterruptedException {
        byte[] upload = Fixtures.bytes(name);

        for (int share : new int[] {1, 10, 50, 90, 99}) {
            Rejected rejected = preprocessor.rejection(Uploads.cut(upload, share));
            assertThat(rejected).isEqualTo(new Rejected(Rejection.UNDECODABLE, TRUNCATED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea.jpg", "coffee_progressive.jpg"})
    void rejectsAFileWithoutItsLastByte(String name) throws InterruptedException {
        byte[] upload = Fixtures.bytes(name);

        Rejected rejected = preprocessor.rejection(Arrays.copyOf(upload, upload.length - 1));

        assertThat(rejected).isEqualTo(new Rejected(Rejection.UNDECODABLE, TRUNCATED));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 11, 12, 14, 16})
    void acceptsAPngCutBehindItsLastRow(int missing) throws InterruptedException {
        byte[] upload = Fixtures.bytes("chelsea.png");

        Preparation preparation =
                preprocessor.prepare(Arrays.copyOf(upload, upload.length - missing));

        assertThat(preparation).isInstanceOf(Prepared.class);
    }

    @Test
    void rejectsAPngWithoutThePaletteThatItsPixelsNeed() throws InterruptedException {
        byte[] upload = Fixtures.bytes("palette_alpha.png");
        int palette = new String(upload, StandardCharsets.ISO_8859_1).indexOf("PLTE");

        Rejected rejected = preprocessor.rejection(Uploads.patched(upload, palette, 'p'));

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the PNG has no palette before its pixels, must have one"));
    }

    @Test
    void saysThatJpegLsIsNotRead() throws InterruptedException {
        byte[] frame = Uploads.ascii("\u00ff\u00d8\u00ff\u00f7\0\13\10\0\20\0\30\1\1\21\0");
        byte[] scan = Uploads.ascii("\u00ff\u00da\0\10\1\1\0\0\0\0\u00ff\177\u00ff\u00d9");

        Rejected rejected = preprocessor.rejection(Uploads.joined(frame, scan));

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNSUPPORTED_FORMAT,
                                "the JPEG is coded by JPEG-LS, only baseline and progressive are"
                                        + " read"));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 16, 24})
    void rejectsAPngOfItsFirstBytesOnly(int length) throws InterruptedException {
        byte[] upload = Arrays.copyOf(Fixtures.bytes("chelsea.png"), length);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.reason())
                .isEqualTo(length < 8 ? Rejection.UNSUPPORTED_FORMAT : Rejection.UNDECODABLE);
    }

    @Test
    void rejectsAPngWhoseDataEndsEarly() throws InterruptedException {
        byte[] upload = Fixtures.bytes("tiny_37x23.png");
        byte[] higher = Uploads.patched(upload, 20, 0, 0, 1, 0);

        Rejected rejected = preprocessor.rejection(higher);

        assertThat(rejected.reason()).isEqualTo(Rejection.UNDECODABLE);
        assertThat(rejected.detail()).isEqualTo("image is damaged, its pixels cannot be decoded");
    }

    @Test
    void acceptsWhatFollowsAnImage() throws InterruptedException {
        byte[] upload = Uploads.joined(Fixtures.bytes("chelsea.jpg"), Uploads.ascii("a video"));

        Preparation preparation = preprocessor.prepare(upload);

        assertThat(preparation).isInstanceOf(Prepared.class);
    }

    @ParameterizedTest
    @CsvSource({"101, 101", "700, 700"})
    void rejectsAJpegOfManyScans(int scans, int stated) throws InterruptedException {
        byte[] upload = Uploads.withScans(Fixtures.bytes("coffee_progressive.jpg"), scans);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "image has %d scans, at most 100 are accepted".formatted(stated)));
    }

    @Test
    void acceptsAJpegOfAsManyScansAsAllowed() throws InterruptedException {
        byte[] upload = Uploads.withScans(Fixtures.bytes("coffee_progressive.jpg"), 100);

        Preparation preparation = preprocessor.prepare(upload);

        assertThat(preparation).isInstanceOf(Prepared.class);
    }
}
