package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.image.decoder.DecoderChoice;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ImagePropertiesTest {

    @Test
    void hasDefaults() {
        ImageProperties properties = bind(Map.of());

        assertThat(properties)
                .isEqualTo(
                        new ImageProperties(
                                64_000_000,
                                65_500,
                                100,
                                0,
                                OrientationPolicy.APPLY,
                                DecoderChoice.AUTO,
                                false));
    }

    @Test
    void takesEverySetting() {
        ImageProperties properties =
                bind(
                        Map.of(
                                "sightline.image.max-pixels",
                                "1000",
                                "sightline.image.max-side",
                                "100",
                                "sightline.image.max-scans",
                                "10",
                                "sightline.image.decoder-threads",
                                "1",
                                "sightline.image.orientation",
                                "ignore",
                                "sightline.image.decoder",
                                "jdk",
                                "sightline.image.scaled-decoding",
                                "true"));

        assertThat(properties)
                .isEqualTo(
                        new ImageProperties(
                                1000,
                                100,
                                10,
                                1,
                                OrientationPolicy.IGNORE,
                                DecoderChoice.JDK,
                                true));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 0, 'max-pixels is 0, must be from 1 to 500000000'",
        "500000001, 1, 1, 0, 'max-pixels is 500000001, must be from 1 to 500000000'",
        "1, 0, 1, 0, 'max-side is 0, must be from 1 to 65535'",
        "1, 65536, 1, 0, 'max-side is 65536, must be from 1 to 65535'",
        "1, 1, 0, 0, 'max-scans is 0, must be from 1 to 1000'",
        "1, 1, 1001, 0, 'max-scans is 1001, must be from 1 to 1000'",
        "1, 1, 1, -1, 'decoder-threads is -1, must be from 0 to 1024'",
        "1, 1, 1, 1025, 'decoder-threads is 1025, must be from 0 to 1024'"
    })
    void refusesWhatIsOutOfBounds(int pixels, int side, int scans, int threads, String message) {
        assertThatThrownBy(
                        () ->
                                new ImageProperties(
                                        pixels,
                                        side,
                                        scans,
                                        threads,
                                        OrientationPolicy.APPLY,
                                        DecoderChoice.AUTO,
                                        false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static ImageProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("sightline.image", ImageProperties.class);
    }
}
