package io.sightline.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Fixtures;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preprocessor;
import io.sightline.image.Uploads;
import io.sightline.image.pixels.Rejection;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BmpFileTest {

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @ParameterizedTest
    @CsvSource({
        "14, 11, UNDECODABLE, 'the BMP has a header of 11 bytes, must be from 12 to 124'",
        "14, 125, UNDECODABLE, 'the BMP has a header of 125 bytes, must be from 12 to 124'",
        "28, 0, UNDECODABLE, 'the BMP has 0 bits a pixel, must be from 1 to 32'",
        "28, 33, UNDECODABLE, 'the BMP has 33 bits a pixel, must be from 1 to 32'",
        "28, 32, UNDECODABLE, 'image is truncated'",
        "30, 4, UNSUPPORTED_FORMAT, 'the BMP has compression 4, only 0 to 3 are read'"
    })
    void saysWhatItDoesNotAccept(int at, int value, Rejection reason, String detail)
            throws InterruptedException {
        byte[] upload = Uploads.patched(Fixtures.bytes("coffee.bmp"), at, value);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected).isEqualTo(new Rejected(reason, detail));
    }
}
