package io.sightline.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ClassificationPropertiesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void givesARequestTenSecondsAndARefusedClientOne() {
        ClassificationProperties properties =
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("sightline.classification", ClassificationProperties.class);

        assertThat(properties)
                .isEqualTo(new ClassificationProperties(Duration.ofSeconds(10), SECOND));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT10M0.001S"})
    void refusesADeadlineOutOfBounds(Duration deadline) {
        assertThatThrownBy(() -> new ClassificationProperties(deadline, SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("deadline is %s, must be above 0 and at most PT10M", deadline);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.999S", "PT1H0.001S"})
    void refusesARetryOutOfBounds(Duration retryAfter) {
        assertThatThrownBy(() -> new ClassificationProperties(SECOND, retryAfter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("retry-after is %s, must be from PT1S to PT1H", retryAfter);
    }
}
