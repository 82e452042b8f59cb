package io.sightline.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.Fixtures;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preprocessor;
import io.sightline.image.Uploads;
import io.sightline.image.pixels.Rejection;
import io.sightline.image.resize.Interpolation;
import io.sightline.image.resize.Preprocessing;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiffFileTest {

    private static final Preprocessing WHOLE =
            new Preprocessing(
                    2,
                    2,
                    Interpolation.BILINEAR,
                    Preprocessing.IMAGENET_MEAN,
                    Preprocessing.IMAGENET_DEVIATION);

    @AutoClose private final Preprocessor preprocessor = new Preprocessor(Fixtures.DEFAULTS);

    @ParameterizedTest
    @CsvSource({"1, 10, 20, 30, 40", "6, 30, 10, 40, 20"})
    void readsPixelsTheWayTheyLie(int orientation, int a, int b, int c, int d)
            throws InterruptedException {
        byte[] upload = new TiffBuilder().with(274, orientation).build();

        byte[] crop = preprocessor.crop(upload, WHOLE);

        assertThat(crop).containsExactly(a, a, a, b, b, b, c, c, c, d, d, d);
    }

    @Test
    void invertsWhereWhiteIsZero() throws InterruptedException {
        byte[] upload = new TiffBuilder().with(262, 0).build();

        byte[] crop = preprocessor.crop(upload, WHOLE);

        assertThat(crop).startsWith((byte) 245).endsWith((byte) 215);
    }

    @ParameterizedTest
    @CsvSource({
        "256, 60000, TOO_LARGE, 'image is 60000 x 60000 pixels, at most 64000000 are accepted'",
        "258, 12, UNSUPPORTED_FORMAT, 'the TIFF has 12 bits a sample, only 1, 2, 4, 8 and 16, the"
                + " same for all, are read'",
        "259, 6, UNSUPPORTED_FORMAT, 'the TIFF has compression 6, which is not read'",
        "262, 8, UNSUPPORTED_FORMAT, 'the TIFF has 1 samples of colour kind 8 and compression 1,"
                + " which are not read'",
        "339, 3, UNSUPPORTED_FORMAT, 'the TIFF has samples of format 3, only 1 (unsigned numbers)"
                + " is read'",
        "277, 65535, UNDECODABLE, 'the TIFF has 65535 samples a pixel, must be from 1 to 8'",
        "278, 0, UNDECODABLE, 'the TIFF has pieces of 0 pixels, must have some'",
        "278, 1, UNDECODABLE, 'the TIFF has 1 pieces, must have 2'",
        "279, 4000000000, UNDECODABLE, image is truncated",
        "273, 4000000000, UNDECODABLE, image is truncated"
    })
    void saysWhatItDoesNotAccept(int tag, long value, Rejection reason, String detail)
            throws InterruptedException {
        TiffBuilder tiff = new TiffBuilder().with(tag, value);
        byte[] upload = tag == 256 ? tiff.with(257, value).build() : tiff.build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected).isEqualTo(new Rejected(reason, detail));
    }

    @Test
    void rejectsTilesFarLargerThanTheImage() throws InterruptedException {
        byte[] upload = tiled(60_000, 60_000).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.reason()).isEqualTo(Rejection.TOO_LARGE);
    }

    @Test
    void rejectsCountlessTiles() throws InterruptedException {
        byte[] upload = tiled(1, 1).with(256, 1_000).with(257, 1_000).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the TIFF has 1000000 pieces, at most 65536 are accepted"));
    }

    @ParameterizedTest
    @ValueSource(ints = {322, 323, 325})
    void rejectsStripsWithATagOfTiles(int tag) throws InterruptedException {
        byte[] upload = new TiffBuilder().with(tag, 1).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the TIFF has tag %d, which it must not have without tag 324"
                                        .formatted(tag)));
    }

    @Test
    void rejectsPiecesThatAreTogetherLongerThanTheFile() throws InterruptedException {
        byte[] upload =
                new TiffBuilder().with(278, 1).withPair(273, 8, 8).withPair(279, 100, 100).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the TIFF has pieces of 200 bytes or more, must have at most its"
                                        + " 126"));
    }

    @Test
    void rejectsMoreValuesThanTheFileHasBytes() throws InterruptedException {
        byte[] upload = new TiffBuilder().withCount(273, 4_000_000_000L).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "the TIFF has 4000000000 values of tag 273, more than it has"
                                        + " bytes"));
    }

    @Test
    void rejectsADirectoryOutsideTheFile() throws InterruptedException {
        byte[] upload = Uploads.patched(new TiffBuilder().build(), 4, 0xff, 0xff, 0xff, 0x7f);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected).isEqualTo(new Rejected(Rejection.UNDECODABLE, "image is truncated"));
    }

    @ParameterizedTest
    @CsvSource({"258, 5", "256, 2", "262, 7"})
    void rejectsANumberOfATypeThatIsNone(int tag, int type) throws InterruptedException {
        byte[] upload = new TiffBuilder().withType(tag, type).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected)
                .isEqualTo(
                        new Rejected(
                                Rejection.UNDECODABLE,
                                "tag %d of the TIFF has type %d, which it must not have"
                                        .formatted(tag, type)));
    }

    @ParameterizedTest
    @CsvSource({"256, 1", "258, 4", "262, 1", "262, 4", "274, 4", "279, 1", "279, 3"})
    void readsANumberOfAnySize(int tag, int type) throws InterruptedException {
        byte[] upload = new TiffBuilder().with(274, 1).withType(tag, type).build();

        byte[] crop = preprocessor.crop(upload, WHOLE);

        assertThat(crop).startsWith((byte) 10).endsWith((byte) 40);
    }

    @ParameterizedTest
    @CsvSource({
        "262, 'the TIFF has no tag 262 (PhotometricInterpretation), must have it'",
        "273, 'the TIFF has 0 pieces, must have 1'"
    })
    void rejectsAFileWithoutATagThatItNeeds(int tag, String detail) throws InterruptedException {
        byte[] upload = new TiffBuilder().without(tag).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({
        "262, 2, 'the TIFF has 1 samples of colour kind 2 and compression 1, which are not read'",
        "262, 3, 'the TIFF has 0 values of tag 320 (ColorMap), must have 768'",
        "277, 2, 'the TIFF has 0 values of tag 338 (ExtraSamples), must have 1'",
        "338, 0, 'the TIFF has 1 values of tag 338 (ExtraSamples), must have 0'",
        "284, 3, 'the TIFF has value 3 of tag 284 (PlanarConfiguration), which is not read'",
        "266, 3, 'the TIFF has value 3 of tag 266 (FillOrder), which is not read'",
        "259, 7, 'the TIFF has a JPEG piece that starts with 0a14, must start with ffd8'"
    })
    void rejectsAFieldThatContradictsTheOthers(int tag, int value, String detail)
            throws InterruptedException {
        byte[] upload = new TiffBuilder().with(tag, value).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.detail()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "5, 4", "8, 4", "32773, 4"})
    void rejectsAStripThatHoldsLessThanItsPixels(int compression, int bytes)
            throws InterruptedException {
        byte[] upload = new TiffBuilder().with(259, compression).with(279, bytes).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.reason()).isEqualTo(Rejection.UNDECODABLE);
    }

    @Test
    void rejectsTilesBesideStrips() throws InterruptedException {
        byte[] upload = tiled(16, 16).with(273, 8).build();

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.detail())
                .isEqualTo("the TIFF has tag 273, which it must not have beside tag 324");
    }

    @Test
    void rejectsATagThatIsThereTwice() throws InterruptedException {
        int secondEntry = 14 + 12;
        byte[] upload = Uploads.patched(new TiffBuilder().build(), secondEntry, 0, 1);

        Rejected rejected = preprocessor.rejection(upload);

        assertThat(rejected.detail()).isEqualTo("the TIFF has tag 256 twice, must have it once");
    }

    private static TiffBuilder tiled(int tileWidth, int tileHeight) {
        return new TiffBuilder()
                .without(273)
                .without(278)
                .without(279)
                .with(322, tileWidth)
                .with(323, tileHeight)
                .with(324, 8)
                .with(325, 4);
    }
}
