package io.sightline.image.tiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Rejection;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codes of 9 bits: 256 starts a table, 257 ends the data, 258 is the first string.
class TiffLzwTest {

    @Test
    void repeatsAStringThatRunsIntoItsOwnCopy() throws RefusedImageException {
        // 256, 7, 258: a seven, then the string of that seven and the byte to come, which is one
        assertThat(decoded("8001e040", 3)).containsExactly(7, 7, 7);
    }

    @Test
    void givesNoMoreThanIsAskedFor() throws RefusedImageException {
        assertThat(decoded("8001e040", 2)).containsExactly(7, 7);
    }

    @Test
    void stopsWhereTheCodesEnd() throws RefusedImageException {
        byte[] stored = HexFormat.of().parseHex("8001e020"); // 256, 7, 257

        assertThat(new TiffLzw(stored).decode(new byte[9], 0, 9)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"804b, UNDECODABLE", "0001, UNSUPPORTED_FORMAT"})
    void refusesACodeThatStandsForNothing(String stored, Rejection reason) {
        TiffLzw codes = new TiffLzw(HexFormat.of().parseHex(stored + "0000"));

        assertThatThrownBy(() -> codes.decode(new byte[9], 0, 9))
                .isInstanceOfSatisfying(
                        RefusedImageException.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static byte[] decoded(String hexadecimal, int length) throws RefusedImageException {
        byte[] target = new byte[length];
        int count = new TiffLzw(HexFormat.of().parseHex(hexadecimal)).decode(target, 0, length);
        assertThat(count).isEqualTo(length);
        return target;
    }
}
