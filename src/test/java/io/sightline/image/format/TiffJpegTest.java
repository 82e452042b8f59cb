package io.sightline.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Fixtures;
import io.sightline.image.Preparation;
import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preprocessor;
import io.sightline.image.Uploads;
import io.sightline.image.header.Bytes;
import io.sightline.image.header.JpegFrame;
import io.sightline.image.header.JpegSegments;
import io.sightline.image.pixels.RefusedImageException;
import io.sightline.image.pixels.Rejection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A TIFF whose one strip is a JPEG, behind tables that it could share with others.
class TiffJpegTest {

    private static final byte[] JPEG = Fixtures.bytes("grey.jpg");
    private static final String NO_TABLES = "ffd8ffd9";

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @ParameterizedTest
    @ValueSource(strings = {NO_TABLES, "ffd8ffdd00040000fffe000341ffe0000441d9ffd9"})
    void readsAPieceBehindSharedTables(String tables) throws Exception {
        Preparation preparation = preprocessor.prepare(upload(tables, JPEG));

        assertThat(preparation).isInstanceOf(Prepared.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ffd8ffc0000b08ea60ea6001011100ffd9, the TIFF has JPEG tables with ffc0 at byte 2",
        "ffd8ffd8ffd9, the TIFF has JPEG tables with ffd8 at byte 2",
        "ffd8ffda0002ffd9, the TIFF has JPEG tables with ffda at byte 2",
        "ffd800ffffd9, the TIFF has JPEG tables with 00ff at byte 2",
        "ffd8fffe0001ffd9, the TIFF has JPEG tables with fffe at byte 2",
        "ffddffd9, the TIFF has JPEG tables with ffdd at byte 0"
    })
    void rejectsSharedTablesThatHoldAnythingElse(String tables, String detail) throws Exception {
        Rejected rejected = preprocessor.rejection(upload(tables, JPEG));

        assertThat(rejected)
                .isEqualTo(new Rejected(Rejection.UNDECODABLE, detail + ", must have only tables"));
    }

    @Test
    void rejectsSharedTablesWithAFrameBehindTheirEnd() throws Exception {
        byte[] upload = upload("ffd8ffd9ffc0000b08ea60ea6001011100ffd9", JPEG);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the TIFF has JPEG tables of 19 bytes that end at byte 4, must end"
                                        + " at the last"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ffd8", "ffd8ffdd00040000", "ffd8fffe0005ffd9"})
    void rejectsSharedTablesWithoutAnEnd(String tables) throws Exception {
        Rejected rejected = preprocessor.rejection(upload(tables, JPEG));

        assertThat(rejected).isEqualTo(new Rejected(Rejection.UNDECODABLE, "image is truncated"));
    }

    @Test
    void rejectsSharedTablesOfGreatLength() throws Exception {
        String comment = "fffe2000" + "00".repeat(0x2000 - 2);
        byte[] upload = upload("ffd8" + comment + "ffd9", JPEG);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the TIFF has JPEG tables of 8198 bytes, at most 8192 are"
                                        + " accepted"));
    }

    @Test
    void rejectsSharedTablesOfATypeTheDecoderWouldPassOver() throws Exception {
        byte[] upload = new TiffBuilder().with(259, 7).with(347, 0).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "tag 347 of the TIFF has type 4, which it must not have"));
    }

    @Test
    void rejectsAPieceThatDoesNotStartAsAJpegDoes() throws Exception {
        byte[] upload = upload(NO_TABLES, Uploads.patched(JPEG, 0, 0xff, 0xc0));

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the TIFF has a JPEG piece that starts with ffc0, must start with"
                                        + " ffd8"));
    }

    @ParameterizedTest
    @CsvSource({"256, 1, at least", "257, 1, at least", "256, -1, at most"})
    void rejectsAPieceOfAnotherSizeThanItsStrip(int tag, int more, String rule) throws Exception {
        JpegFrame frame = new JpegSegments(Bytes.of(JPEG)).frame();
        int side = tag == 256 ? frame.width() : frame.height();
        int width = tag == 256 ? side + more : frame.width();
        int height = tag == 257 ? side + more : frame.height();
        TiffBuilder tiff = new TiffBuilder().with(259, 7).with(256, width).with(257, height);
        tiff.with(278, height).with(279, JPEG.length).with(273, tiff.build().length);

        Rejected rejected = preprocessor.rejection(Uploads.joined(tiff.build(), JPEG));

        assertThat(rejected.detail())
                .isEqualTo(
                        "the TIFF has a piece of %d x %d pixels, must be %s %d x %d"
                                .formatted(frame.width(), frame.height(), rule, width, height));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg-rgb-123-photo2.tif", "jpeg-y444-photo2.tif"})
    void rejectsPiecesOfOtherColoursThanTheFileSays(String name) throws Exception {
        byte[] upload = Files.readAllBytes(Path.of("src/test/resources/variants", name));

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNSUPPORTED_FORMAT,
                                "the TIFF has value 2 of tag 262 (PhotometricInterpretation) and"
                                        + " JPEG pieces of other colours, which is not read"));
    }

    private static byte[] upload(String tables, byte[] piece) throws RefusedImageException {
        byte[] shared = HexFormat.of().parseHex(tables);
        JpegFrame frame = new JpegSegments(Bytes.of(JPEG)).frame();
        TiffBuilder tiff = new TiffBuilder().with(256, frame.width()).with(257, frame.height());
        tiff.with(259, 7).with(278, frame.height()).with(279, piece.length);
        tiff.withType(347, 7).withCount(347, shared.length).with(347, 0);
        int end = tiff.build().length;
        tiff.with(273, end);
        tiff.with(347, shared.length > 4 ? end + piece.length : inPlace(shared));
        return Uploads.joined(tiff.build(), piece, shared);
    }

    /// The value of an entry that holds `bytes` itself.
    private static long inPlace(byte[] bytes) {
        ByteBuffer value = ByteBuffer.wrap(Arrays.copyOf(bytes, 4));
        return value.order(ByteOrder.LITTLE_ENDIAN).getInt();
    }
}
