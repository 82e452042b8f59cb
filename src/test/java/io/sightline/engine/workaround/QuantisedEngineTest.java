package io.sightline.engine.workaround;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.engine.Engine;
import io.sightline.engine.TestEngine;
import io.sightline.torchscript.Fusion;
import io.sightline.torchscript.Precision;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuantisedEngineTest {

    @Test
    void isOneDnnOnAProcessorThatSumsBytes() {
        Engine engine = TestEngine.cpu();

        assertThat(engine.fusion(new Precision.Int8(Map.of())) == Fusion.FUSED)
                .isEqualTo(engine.hardware().hasAvx512Vnni());
    }
}
