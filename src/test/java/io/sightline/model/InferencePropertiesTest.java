package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class InferencePropertiesTest {

    @Test
    void leavesDeviceAndThreadsToTheMachine() {
        InferenceProperties properties =
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("sightline.inference", InferenceProperties.class);

        assertThat(properties).isEqualTo(new InferenceProperties("auto", 0, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "cpu", "gpu", "gpu:0", "gpu:12"})
    void takesADevice(String device) {
        assertThat(new InferenceProperties(device, 0, 0, false).device()).isEqualTo(device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GPU", "cuda:0", "gpu:", "gpu:x", "gpu:100"})
    void refusesWhatIsNoDevice(String device) {
        assertThatThrownBy(() -> new InferenceProperties(device, 0, 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("device is %s, must be auto, cpu, gpu or gpu:N", device);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65})
    void refusesLanesOutOfBounds(int lanes) {
        assertThatThrownBy(() -> new InferenceProperties("cpu", lanes, 0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lanes is %d, must be from 0 to 64", lanes);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 257})
    void refusesThreadsOutOfBounds(int threads) {
        assertThatThrownBy(() -> new InferenceProperties("cpu", 0, threads, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is %d, must be from 0 to 256", threads);
    }
}
