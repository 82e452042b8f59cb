package io.sightline.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.engine.Engine;
import io.sightline.engine.TestEngine;
import io.sightline.machine.Affinity;
import io.sightline.machine.NewThread;
import org.junit.jupiter.api.Test;

class PlacementTest {

    @Test
    void givesEachLaneBesideASoloLaneAProcessorIfThereIsOneForEach() {
        Affinity before = Affinity.ofThread();
        int processors = before.processors();
        Engine engine = TestEngine.cpu();
        Parallelism each = new Parallelism(processors, 1, processors);
        Parallelism tooMany = new Parallelism(processors + 1, 1, processors);

        assertThat(placed(engine, each, true).processors()).isEqualTo(Math.min(1, processors));
        assertThat(placed(engine, each, false)).isEqualTo(before);
        assertThat(placed(engine, tooMany, true)).isEqualTo(before);
    }

    private static Affinity placed(Engine engine, Parallelism parallelism, boolean only) {
        return NewThread.run(
                () -> {
                    Placement.of(parallelism, engine.processors(), only).apply(engine, 0);
                    return Affinity.ofThread();
                });
    }
}
