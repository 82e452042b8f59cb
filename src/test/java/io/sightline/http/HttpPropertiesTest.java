package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class HttpPropertiesTest {

    private static final DataSize MEGABYTE = DataSize.ofMegabytes(1);

    @Test
    void hasDefaults() {
        HttpProperties properties =
                new Binder(new MapConfigurationPropertySource())
                        .bindOrCreate("sightline.http", HttpProperties.class);

        assertThat(properties)
                .isEqualTo(
                        new HttpProperties(
                                DataSize.ofMegabytes(20), DataSize.ofBytes(0), 16, Duration.ZERO));
    }

    @Test
    void takesAQuarterOfTheHeapForUploadsUnlessTold() {
        HttpProperties untold =
                new HttpProperties(MEGABYTE, DataSize.ofBytes(0), 16, Duration.ZERO);
        HttpProperties told =
                new HttpProperties(MEGABYTE, DataSize.ofMegabytes(3), 16, Duration.ZERO);

        assertThat(untold.maxUploadMemoryBytes(400 * MEGABYTE.toBytes()))
                .isEqualTo(100 * MEGABYTE.toBytes());
        assertThat(untold.maxUploadMemoryBytes(4)).isEqualTo(2 * MEGABYTE.toBytes());
        assertThat(told.maxUploadMemoryBytes(400 * MEGABYTE.toBytes()))
                .isEqualTo(3 * MEGABYTE.toBytes());
    }

    @Test
    void refusesAnUploadOfNoBytesOrOfMoreThanAGigabyte() {
        assertRefused(DataSize.ofBytes(0), DataSize.ofBytes(0), 16, Duration.ZERO, "max-upload is");
        assertRefused(
                DataSize.ofMegabytes(1025),
                DataSize.ofBytes(0),
                16,
                Duration.ZERO,
                "max-upload is");
    }

    @Test
    void refusesUploadMemoryForLessThanTwoUploads() {
        assertRefused(
                MEGABYTE, DataSize.ofKilobytes(2047), 16, Duration.ZERO, "max-upload-memory is");
    }

    @Test
    void refusesNoImagesOrMoreThanAThousand() {
        assertRefused(MEGABYTE, DataSize.ofBytes(0), 0, Duration.ZERO, "max-images is 0");
        assertRefused(MEGABYTE, DataSize.ofBytes(0), 1001, Duration.ZERO, "max-images is 1001");
    }

    @Test
    void refusesADrainDelayBelowZeroOrOverTenMinutes() {
        assertRefused(MEGABYTE, DataSize.ofBytes(0), 16, Duration.ofSeconds(-1), "drain-delay is");
        assertRefused(MEGABYTE, DataSize.ofBytes(0), 16, Duration.ofSeconds(601), "drain-delay is");
    }

    private static void assertRefused(
            DataSize upload, DataSize memory, int images, Duration delay, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpProperties(upload, memory, images, delay))
                .withMessageStartingWith(message);
    }
}
