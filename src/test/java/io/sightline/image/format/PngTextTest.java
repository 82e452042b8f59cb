package io.sightline.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Uploads;
import io.sightline.image.header.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTextTest {

    private static final String KEYWORD = "note\0";

    @Test
    void readsAPlainText() {
        assertThat(text(Uploads.ascii("tEXtnote\0upright")).bytes().text()).isEqualTo("upright");
    }

    @Test
    void readsACompressedText() throws IOException {
        byte[] chunk =
                Uploads.joined(Uploads.ascii("zTXtnote\0\0"), deflated(Uploads.ascii("upright")));

        assertThat(text(chunk).bytes().text()).isEqualTo("upright");
    }

    @Test
    void readsAnInternationalTextBehindItsLanguage() {
        byte[] chunk = Uploads.ascii("iTXtnote\0\0\0en\0note\0upright");

        assertThat(text(chunk).bytes().text()).isEqualTo("upright");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"zTXtnote\0", "zTXtnote\0\0not deflated", "iTXtnote\0", "iTXtnote\0\1\0"})
    void findsNothingInATextThatIsDamaged(String chunk) {
        assertThat(text(Uploads.ascii(chunk)).bytes().length()).isZero();
    }

    @Test
    void stopsInflatingAtAMebibyte() throws IOException {
        byte[] longest = Uploads.joined(Uploads.ascii("zTXtnote\0\0"), deflated(new byte[1 << 20]));
        byte[] longer =
                Uploads.joined(Uploads.ascii("zTXtnote\0\0"), deflated(new byte[(1 << 20) + 1]));

        assertThat(text(longest).bytes().length()).isEqualTo(1 << 20);
        assertThat(text(longer).bytes().length()).isZero();
    }

    @Test
    void readsTheDigitsOfAProfile() {
        byte[] chunk = Uploads.ascii("tEXtnote\0\nexif\n       3\n4d4d\n00\n");

        assertThat(text(chunk).profile().toArray()).containsExactly('M', 'M', 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\nexif\n", "\nexif\n 1\nzz", "\nexif\n 1\n4"})
    void findsNothingInAProfileWithoutItsDigits(String text) {
        assertThat(text(Uploads.ascii("tEXtnote\0" + text)).profile().length()).isZero();
    }

    private static PngText text(byte[] chunk) {
        return new PngText(Bytes.of(chunk), KEYWORD);
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(deflated)) {
            stream.write(bytes);
        }
        return deflated.toByteArray();
    }
}
