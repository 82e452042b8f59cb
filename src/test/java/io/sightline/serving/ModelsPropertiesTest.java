package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
}
