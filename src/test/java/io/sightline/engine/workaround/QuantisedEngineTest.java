package io.sightline.engine.workaround;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.engine.TestEngine;
import io.sightline.engine.TorchEngine;
import io.sightline.torchscript.Arithmetic;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuantisedEngineTest {

    @Test
    void isOneDnnOnAProcessorThatSumsBytes() {
        TorchEngine engine = TestEngine.cpu();

        assertThat(engine.fuses(new Arithmetic.Int8(Map.of())))
                .isEqualTo(engine.hardware().sumsBytes());
    }
}
