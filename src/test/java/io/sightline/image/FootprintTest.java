package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.ProgressiveJpeg;
import io.sightline.image.Preparation.Prepared;
import io.sightline.image.Preparation.Rejected;
import io.sightline.image.Preparation.TimedOut;
import io.sightline.image.decoder.DecoderChoice;
import io.sightline.image.format.DecoderResources;
import io.sightline.image.format.ImageFile;
import io.sightline.image.pixels.Footprint;
import io.sightline.image.pixels.Rejection;
import io.sightline.image.resize.Preprocessing;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What headers tell of the memory that decoding takes.
class FootprintTest {

    private static final long MEGABYTE = 1_000_000;

    @AutoClose
    private final DecoderResources resources = Fixtures.resources(DecoderChoice.LEPTONICA);

    @AutoClose private final DecoderResources jdk = Fixtures.resources(DecoderChoice.JDK);

    /// Pixels of 4 bytes; coefficients of 2, one and a half to a pixel.
    @Test
    void countsTheCoefficientsOfAProgressiveJpeg() throws Exception {
        byte[] upload = ProgressiveJpeg.of(8000, 8000);

        Footprint footprint = ImageFile.inspect(upload, Fixtures.LIMITS, resources).footprint();

        assertThat(footprint.nativeBytes() / MEGABYTE).isBetween(448L, 450L);
        assertThat(footprint.heapBytes()).isEqualTo(upload.length);
    }

    @Test
    void countsTheCoefficientsThatTheJdkHolds() throws Exception {
        byte[] upload = ProgressiveJpeg.of(8000, 8000);

        Footprint footprint = ImageFile.inspect(upload, Fixtures.LIMITS, jdk).footprint();

        assertThat(footprint.nativeBytes() / MEGABYTE).isBetween(192L, 194L);
        assertThat(footprint.heapBytes()).isEqualTo(upload.length + 192 * MEGABYTE);
    }

    /// Width times height times bytes of a pixel, the upload, and rows at hand.
    @ParameterizedTest
    @CsvSource({
        "chelsea.png, 405900",
        "chelsea.gif, 135300",
        "coffee.tiff, 180000",
    })
    void countsWhatTheJdkDecodesIntoTheHeap(String name, long least) throws Exception {
        byte[] upload = Fixtures.bytes(name);

        Footprint footprint = ImageFile.inspect(upload, Fixtures.LIMITS, resources).footprint();

        assertThat(footprint.nativeBytes()).isZero();
        assertThat(footprint.heapBytes())
                .isBetween(upload.length + least, upload.length + 4 * least);
    }

    @Test
    void holdsNoPictureWhereTheJdkStreamsAJpeg() throws Exception {
        byte[] upload = Fixtures.bytes("chelsea.jpg");

        Footprint footprint = ImageFile.inspect(upload, Fixtures.LIMITS, jdk).footprint();

        assertThat(footprint.heapBytes()).isEqualTo(upload.length + 451 * 3);
        assertThat(footprint.nativeBytes()).isLessThan(MEGABYTE);
    }

    @Test
    void refusesAnImageThatFitsTheLimitsButNotTheMemory() throws Exception {
        try (ImagePreprocessor preprocessor =
                new ImagePreprocessor(Fixtures.DEFAULTS, DecodingGate.OPEN, () -> 200 * MEGABYTE)) {
            assertThat(prepare(preprocessor, ProgressiveJpeg.of(8000, 8000)))
                    .isEqualTo(
                            new Rejected(
                                    Rejection.TOO_LARGE,
                                    "image needs 450 MB of memory to decode, there are 200 MB"));
            assertThat(prepare(preprocessor, ProgressiveJpeg.of(4000, 3000)))
                    .isInstanceOf(Prepared.class);
            assertThat(preprocessor.memory().used().heapBytes()).isZero();
        }
    }

    @Test
    void answersInTimeThoughAnImageWaitsForMemory() throws Exception {
        try (ImagePreprocessor preprocessor =
                        new ImagePreprocessor(
                                Fixtures.DEFAULTS, DecodingGate.OPEN, () -> 200 * MEGABYTE);
                DecodingMemory.Grant _ = taken(preprocessor, 180 * MEGABYTE)) {
            long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);

            Preparation large =
                    preprocessor.prepare(
                            ProgressiveJpeg.of(4000, 3000), Preprocessing.IMAGENET, deadlineNanos);

            assertThat(large).isEqualTo(new TimedOut());
            assertThat(prepare(preprocessor, Fixtures.bytes("chelsea.jpg")))
                    .isInstanceOf(Prepared.class);
        }
    }

    private static DecodingMemory.Grant taken(ImagePreprocessor preprocessor, long bytes) {
        return switch (preprocessor.memory().take(new Footprint(bytes, 0))) {
            case MemoryAdmission.Granted(DecodingMemory.Grant grant) -> grant;
            case MemoryAdmission other -> throw new AssertionError(other.toString());
        };
    }

    private static Preparation prepare(ImagePreprocessor preprocessor, byte[] upload)
            throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        return preprocessor.prepare(upload, Preprocessing.IMAGENET, deadlineNanos);
    }
}
