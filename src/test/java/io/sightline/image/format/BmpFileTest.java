package io.sightline.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Fixtures;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preprocessor;
import io.sightline.image.Uploads;
import io.sightline.image.pixels.Rejection;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BmpFileTest {

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @ParameterizedTest
    @CsvSource({
        "14, 11, UNDECODABLE, 'the BMP has a header of 11 bytes, must be from 12 to 124'",
        "14, 125, UNDECODABLE, 'the BMP has a header of 125 bytes, must be from 12 to 124'",
        "28, 0, UNDECODABLE, 'the BMP has 0 bits a pixel, must be from 1 to 32'",
        "28, 33, UNDECODABLE, 'the BMP has 33 bits a pixel, must be from 1 to 32'",
        "28, 32, UNDECODABLE, 'image is truncated'",
        "14, 60, UNSUPPORTED_FORMAT, 'the BMP has a header of 60 bytes, only 12, 40, 52, 56, 64,"
                + " 108 and 124 are read'",
        "28, 12, UNSUPPORTED_FORMAT, 'the BMP has 12 bits a pixel and compression 0, which are not"
                + " read together'",
        "30, 1, UNSUPPORTED_FORMAT, 'the BMP has 24 bits a pixel and compression 1, which are not"
                + " read together'",
        "30, 4, UNSUPPORTED_FORMAT, 'the BMP has compression 4, only 0 to 3 are read'"
    })
    void saysWhatItDoesNotAccept(int at, int value, Rejection reason, String detail)
            throws InterruptedException {
        byte[] upload = Uploads.patched(Fixtures.bytes("coffee.bmp"), at, value);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected).isEqualTo(new Rejected(reason, detail));
    }

    @Test
    void rejectsPixelsThatStartInTheHeader() throws InterruptedException {
        byte[] upload = Uploads.patched(Fixtures.bytes("coffee.bmp"), 10, 14);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.detail())
                .isEqualTo(
                        "the BMP has pixels from byte 14 on, must have them from 54 to %d"
                                .formatted(upload.length));
    }

    @ParameterizedTest
    @CsvSource({
        "255, 0, 0, 'the BMP has masks 000000ff, 00000000 and 00000000, which are not read'",
        "255, 255, 15, 'the BMP has masks 000000ff, 000000ff and 0000000f, which are not read'",
        "240, 15, 5, 'the BMP has masks 000000f0, 0000000f and 00000005, which are not read'"
    })
    void rejectsMasksThatAreNoColours(int red, int green, int blue, String detail)
            throws InterruptedException {
        byte[] masked = Uploads.patched(Fixtures.bytes("coffee.bmp"), 30, 3);
        byte[] upload = Uploads.patched(masked, 54, red, 0, 0, 0, green, 0, 0, 0, blue, 0, 0, 0);
        int behindMasks = 66;
        byte[] placed = Uploads.patched(upload, 10, behindMasks);

        Rejected rejected = preprocessor.rejection(Uploads.joined(placed, new byte[16]));

        assertThat(rejected).isEqualTo(new Rejected(Rejection.UNSUPPORTED_FORMAT, detail));
    }

    @Test
    void rejectsAPixelWithoutAColour() throws InterruptedException {
        Rejected rejected = preprocessor.rejection(runs("\2\1\0\0\2\1"));

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the BMP has a pixel of colour 1, must have less than its 1"
                                        + " colours"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\1", "\3\0\0\1", "\3\0", "\0\2\1\1\0\1", "\0\4\0"})
    void rejectsRunsThatEndBeforeThePixels(String runs) throws InterruptedException {
        Rejected rejected = preprocessor.rejection(runs(runs));

        assertThat(rejected).isEqualTo(new Rejected(Rejection.UNDECODABLE, "image is truncated"));
    }

    /// A BMP of 2 x 2 pixels with one colour and `runs` of 8 bits.
    private static byte[] runs(String runs) {
        String header =
                "BM\0\0\0\0\0\0\0\0\72\0\0\0\50\0\0\0\2\0\0\0\2\0\0\0\1\0\10\0\1\0\0\0"
                        + "\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0";
        return Uploads.ascii(header + "\0\0\u00ff\0" + runs);
    }
}
