package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
                                DataSize.ofMegabytes(20),
                                DataSize.ofBytes(0),
                                16,
                                Duration.ZERO,
                                List.of()));
    }

    @Test
    void takesAQuarterOfTheHeapForUploadsUnlessTold() {
        HttpProperties untold =
                new HttpProperties(MEGABYTE, DataSize.ofBytes(0), 16, Duration.ZERO, List.of());
        HttpProperties told =
                new HttpProperties(MEGABYTE, DataSize.ofMegabytes(3), 16, Duration.ZERO, List.of());

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.org",
                "http://localhost:3000",
                "http://[::1]:8000",
                "http://my_host",
                "chrome-extension://abcdef"
            })
    void takesOriginsAsBrowsersWriteThem(String origin) {
        HttpProperties properties = withOrigin(origin);

        assertThat(properties.allowedOrigins()).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "",
                "null",
                "app.example.org",
                "https://*.example.org",
                "https://app.example.org/",
                "https://App.example.org",
                "https://app.example.org:443",
                "http://app.example.org:80",
                "https://a.example.org https://b.example.org"
            })
    void refusesWhatNoBrowserSendsAsAnOrigin(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withOrigin(origin))
                .withMessageStartingWith("allowed-origins has " + origin + ", must be one origin");
    }

    private static HttpProperties withOrigin(String origin) {
        return new HttpProperties(
                MEGABYTE, DataSize.ofBytes(0), 16, Duration.ZERO, List.of(origin));
    }

    private static void assertRefused(
            DataSize upload, DataSize memory, int images, Duration delay, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpProperties(upload, memory, images, delay, List.of()))
                .withMessageStartingWith(message);
    }
}
