package io.sightline.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Fixtures;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preprocessor;
import io.sightline.image.Uploads;
import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.decoder.WebpEncoder;
import io.sightline.image.pixels.Rejection;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebpFileTest {

    private static final Preprocessing WHOLE =
            new Preprocessing(
                    2,
                    2,
                    Interpolation.BILINEAR,
                    Preprocessing.IMAGENET_MEAN,
                    Preprocessing.IMAGENET_DEVIATION);

    /// Red, green, blue, alpha of 2 x 2 pixels; the last is nearly transparent.
    private static final byte[] FOUR_PIXELS = {
        1, 2, 3, -1, 10, 20, 30, -1, 40, 50, 60, -1, 70, 80, 90, 1
    };

    private static final byte[] FOUR_COLOURS = {1, 2, 3, 10, 20, 30, 40, 50, 60, 70, 80, 90};

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @Test
    void dropsTheAlphaOfALosslessFile() throws Exception {
        byte[] upload = WebpEncoder.lossless(2, 2, FOUR_PIXELS);

        byte[] crop = preprocessor.crop(upload, WHOLE);

        assertThat(crop).containsExactly(FOUR_COLOURS);
    }

    @Test
    void readsTheFirstFrameOfAnAnimation() throws Exception {
        byte[] first = frame(0, 0, WebpEncoder.lossless(2, 2, FOUR_PIXELS));
        byte[] second = frame(0, 0, WebpEncoder.lossless(2, 2, new byte[16]));

        byte[] crop = preprocessor.crop(extended(0x02, 2, 2, first, second), WHOLE);

        assertThat(crop).containsExactly(FOUR_COLOURS);
    }

    @Test
    void laysASmallFrameOnABlackCanvas() throws Exception {
        byte[] frame = frame(1, 0, WebpEncoder.lossless(2, 2, FOUR_PIXELS));

        byte[] crop = preprocessor.crop(extended(0x02, 4, 2, frame), WHOLE);

        assertThat(crop).containsExactly(0, 0, 0, 1, 2, 3, 0, 0, 0, 40, 50, 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Exif\0\0"})
    void turnsTheImageAsExifSays(String head) throws Exception {
        byte[] exif = Uploads.ascii(head + "II*\0\10\0\0\0\1\0\22\1\3\0\1\0\0\0\3\0\0\0");
        byte[] picture = picture(WebpEncoder.lossless(2, 2, FOUR_PIXELS));

        byte[] crop = preprocessor.crop(extended(0x08, 2, 2, picture, chunk("EXIF", exif)), WHOLE);

        assertThat(crop).containsExactly(70, 80, 90, 40, 50, 60, 10, 20, 30, 1, 2, 3);
    }

    @Test
    void isRefusedWhereNothingNativeDecodes() throws InterruptedException {
        try (Preprocessor java = new Preprocessor(Fixtures.settings(DecoderChoice.JDK))) {
            Rejected rejected = java.rejection(Fixtures.bytes("chelsea.webp"));

            assertThat(rejected)
                    .isEqualTo(
                            new Rejected(
                                    Rejection.UNSUPPORTED_FORMAT,
                                    "the image is a WebP file, for which this service has no"
                                            + " decoder"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 16, 20, 25, 100, 1000})
    void rejectsAFileCutAnywhere(int length) throws InterruptedException {
        byte[] upload = Arrays.copyOf(Fixtures.bytes("chelsea.webp"), length);

        assertThat(preprocessor.rejection(upload))
                .isEqualTo(new Rejected(Rejection.UNDECODABLE, "image is truncated"));
    }

    @ParameterizedTest
    @CsvSource({"12, 86", "23, 0", "23, 1"})
    void rejectsAFileWithoutAPicture(int at, int value) throws InterruptedException {
        byte[] upload = Uploads.patched(Fixtures.bytes("chelsea.webp"), at, value + 1);

        assertThat(preprocessor.rejection(upload))
                .isEqualTo(new Rejected(Rejection.UNDECODABLE, "the WebP has no picture in it"));
    }

    @Test
    void rejectsAHugeCanvas() throws Exception {
        byte[] frame = frame(0, 0, WebpEncoder.lossless(2, 2, FOUR_PIXELS));

        Rejected rejected = preprocessor.rejection(extended(0x02, 1 << 24, 1 << 24, frame));

        assertThat(rejected.reason()).isEqualTo(Rejection.TOO_LARGE);
        assertThat(rejected.detail()).startsWith("image is 16777216 x 16777216 pixels");
    }

    @Test
    void rejectsAFrameThatReachesBeyondTheCanvas() throws Exception {
        byte[] frame = frame(1, 0, WebpEncoder.lossless(2, 2, FOUR_PIXELS));

        Rejected rejected = preprocessor.rejection(extended(0x02, 3, 2, frame));

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the WebP is 3 x 2 pixels, its picture must not reach beyond"));
    }

    @Test
    void rejectsAPictureWhoseDataIsDamaged() throws Exception {
        byte[] upload = WebpEncoder.lossless(2, 2, FOUR_PIXELS);
        Arrays.fill(upload, 25, upload.length, (byte) 0xff);

        assertThat(preprocessor.rejection(upload))
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "image is damaged, its pixels cannot be decoded"));
    }

    /// A file with flags and a canvas of its own around `chunks`.
    private static byte[] extended(int flags, int width, int height, byte[]... chunks) {
        byte[] header = new byte[10];
        ByteBuffer fields = little(header).putInt(flags);
        threeBytes(fields, width - 1);
        threeBytes(fields, height - 1);
        byte[] inside =
                Uploads.joined(
                        Uploads.ascii("WEBP"), chunk("VP8X", header), Uploads.joined(chunks));
        return chunk("RIFF", inside);
    }

    /// An animation's frame, at twice the position given, that shows the picture of `file`.
    private static byte[] frame(int left, int top, byte[] file) {
        byte[] header = new byte[16];
        ByteBuffer fields = little(header);
        threeBytes(fields, left);
        threeBytes(fields, top);
        return chunk("ANMF", Uploads.joined(header, picture(file)));
    }

    /// The chunk of the picture in a plain file.
    private static byte[] picture(byte[] file) {
        return Uploads.from(file, 12);
    }

    private static byte[] chunk(String name, byte[] content) {
        byte[] padding = new byte[content.length % 2];
        byte[] length = new byte[4];
        little(length).putInt(content.length);
        return Uploads.joined(Uploads.ascii(name), length, content, padding);
    }

    private static void threeBytes(ByteBuffer target, int value) {
        target.putShort((short) value).put((byte) (value >> 16));
    }

    private static ByteBuffer little(byte[] target) {
        return ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    }
}
