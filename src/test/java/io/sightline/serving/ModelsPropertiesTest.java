package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.serving.version.VersionChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ModelsPropertiesTest {

    @Test
    void servesAllOfTheDefaultDirectory() {
        ModelsProperties properties =
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("sightline.models", ModelsProperties.class);

        assertThat(properties).isEqualTo(new ModelsProperties("models", List.of(), Map.of()));
    }

    @Test
    void refusesABlankDirectory() {
        assertThatThrownBy(() -> new ModelsProperties(" ", List.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("directory is blank, must be a path");
    }

    @Test
    void refusesToServeAModelTwice() {
        assertThatThrownBy(() -> new ModelsProperties("models", List.of("a", "b", "a"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("serve is [a, b, a], must not name a model twice");
    }

    @Test
    void takesAPrecisionForAModel() {
        ModelsProperties properties =
                new Binder(
                                new MapConfigurationPropertySource(
                                        Map.of("sightline.models.precision.resnet50", "int8")))
                        .bindOrCreate("sightline.models", ModelsProperties.class);

        assertThat(properties.precision())
                .containsExactly(Map.entry("resnet50", PrecisionSetting.INT8));
    }

    @Test
    void takesAVersionAndLabelsForAModel() {
        ModelsProperties properties =
                new Binder(
                                new MapConfigurationPropertySource(
                                        Map.of(
                                                "sightline.models.version.a", "2",
                                                "sightline.models.labels.a.stable", "2",
                                                "sightline.models.labels.a.canary", "3")))
                        .bindOrCreate("sightline.models", ModelsProperties.class);

        assertThat(properties.choice("a"))
                .isEqualTo(new VersionChoice("a", "2", Map.of("stable", 2, "canary", 3)));
        assertThat(properties.choice("b")).isEqualTo(new VersionChoice("b", "latest", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "newest", "-1", "01", "1234567890", ""})
    void refusesAVersionThatIsNoNumber(String version) {
        assertThatThrownBy(() -> with(Map.of("a", version), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("version.a is %s, must be latest or a number from 1", version);
    }

    @Test
    void refusesALabelThatCouldBeANumber() {
        assertThatThrownBy(() -> with(Map.of(), Map.of("a", Map.of("2", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "labels.a.2 is no name, must be a letter and then letters, digits, dots,"
                                + " dashes and underscores");
    }

    @Test
    void refusesALabelAtNoVersion() {
        assertThatThrownBy(() -> with(Map.of(), Map.of("a", Map.of("stable", 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("labels.a.stable is 0, must be at least 1");
    }

    @Test
    void refusesToLookMoreOftenThanOnceASecond() {
        for (Duration watch : List.of(Duration.ofMillis(999), Duration.ofSeconds(-1))) {
            assertThatThrownBy(
                            () ->
                                    new ModelsProperties(
                                            "models", List.of(), Map.of(), Map.of(), Map.of(),
                                            watch))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("watch is %s, must be 0s or at least PT1S", watch);
        }
    }

    private static ModelsProperties with(
            Map<String, String> version, Map<String, Map<String, Integer>> labels) {
        return new ModelsProperties("models", List.of(), Map.of(), version, labels, Duration.ZERO);
    }
}
