package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {

    @ParameterizedTest
    @CsvSource({
        "auto, 0, cpu",
        "auto, 2, gpu:0",
        "cpu, 0, cpu",
        "cpu, 2, cpu",
        "gpu, 1, gpu:0",
        "gpu:1, 2, gpu:1"
    })
    void choosesADevice(String setting, int gpus, String device) {
        assertThat(Devices.name(Devices.choose(setting, gpus))).isEqualTo(device);
    }

    @ParameterizedTest
    @CsvSource({"gpu, 0", "gpu:0, 0", "gpu:1, 1"})
    void refusesAGpuThatIsNotThere(String setting, int gpus) {
        assertThatThrownBy(() -> Devices.choose(setting, gpus))
                .isInstanceOf(EngineFailedException.class)
                .hasMessageStartingWith(
                        "device is %s, but the engine sees %d CUDA devices"
                                .formatted(setting, gpus));
    }
}
