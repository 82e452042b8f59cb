package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.engine.Engine;
import io.sightline.engine.TestEngine;
import org.junit.jupiter.api.Test;

/// On a system that does not tell a thread's processors there are none to compare.
class AffinityTest {

    @Test
    void bindsAThreadAndThoseItStarts() {
        Affinity before = Affinity.ofThread();
        Affinity first = before.processor(0);

        Affinity inherited =
                NewThread.run(
                        () -> {
                            first.bind();
                            return NewThread.run(Affinity::ofThread);
                        });

        assertThat(inherited).isEqualTo(first);
        assertThat(inherited.processors()).isEqualTo(Math.min(1, before.processors()));
        assertThat(Affinity.ofThread()).isEqualTo(before);
    }

    @Test
    void leavesTheThreadThatLoadsTheEngineUnbound() {
        Affinity before = Affinity.ofThread();

        Engine _ = TestEngine.cpu();

        assertThat(Affinity.ofThread()).isEqualTo(before);
    }

    @Test
    void leavesAThreadAsItIsWhereItsProcessorsAreUnknown() {
        Affinity before = Affinity.ofThread();

        Affinity.UNKNOWN.bind();
        Affinity.UNKNOWN.processor(1).bind();

        assertThat(Affinity.ofThread()).isEqualTo(before);
    }
}
