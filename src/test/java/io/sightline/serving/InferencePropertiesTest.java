package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class InferencePropertiesTest {

    @Test
    void leavesDeviceAndThreadsToTheMachine() {
        InferenceProperties properties =
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("sightline.inference", InferenceProperties.class);

        assertThat(properties)
                .isEqualTo(new InferenceProperties("auto", 0, 0, 0, false, PrecisionSetting.AUTO));
    }

    @ParameterizedTest
    @CsvSource({"float32, FLOAT32", "bfloat16, BFLOAT16", "int8, INT8", "auto, AUTO"})
    void takesAPrecisionByItsName(String value, PrecisionSetting expected) {
        InferenceProperties properties = bind(Map.of("sightline.inference.precision", value));

        assertThat(properties.precision()).isEqualTo(expected);
    }

    @Test
    void refusesWhatIsNoPrecision() {
        assertThatThrownBy(() -> bind(Map.of("sightline.inference.precision", "int4")))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("PrecisionSetting.int4");
    }

    private static InferenceProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("sightline.inference", InferenceProperties.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "cpu", "gpu", "gpu:0", "gpu:12"})
    void takesADevice(String device) {
        assertThat(new InferenceProperties(device, 0, 0, 0, false, PrecisionSetting.AUTO).device())
                .isEqualTo(device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GPU", "cuda:0", "gpu:", "gpu:x", "gpu:100"})
    void refusesWhatIsNoDevice(String device) {
        assertThatThrownBy(
                        () ->
                                new InferenceProperties(
                                        device, 0, 0, 0, false, PrecisionSetting.AUTO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device is %s, must be auto, cpu, gpu or gpu:N", device);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65})
    void refusesLanesOutOfBounds(int lanes) {
        assertThatThrownBy(
                        () ->
                                new InferenceProperties(
                                        "cpu", lanes, 0, 0, false, PrecisionSetting.AUTO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lanes is %d, must be from 0 to 64", lanes);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 257})
    void refusesThreadsOutOfBounds(int threads) {
        assertThatThrownBy(
                        () ->
                                new InferenceProperties(
                                        "cpu", 0, threads, 0, false, PrecisionSetting.AUTO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is %d, must be from 0 to 256", threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 257})
    void refusesThreadsOfTheSoloLaneOutOfBounds(int threads) {
        assertThatThrownBy(
                        () ->
                                new InferenceProperties(
                                        "cpu", 0, 0, threads, false, PrecisionSetting.AUTO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("solo-threads is %d, must be from 0 to 256", threads);
    }
}
