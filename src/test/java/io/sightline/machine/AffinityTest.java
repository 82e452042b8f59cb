package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.engine.Engine;
import io.sightline.engine.TestEngine;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// On a system that does not tell a thread's processors there are none to compare.
class AffinityTest {

    @Test
    void bindsAThreadAndThoseItStarts() {
        Optional<Affinity> before = Affinity.ofThread();
        Optional<Affinity> first = before.map(AffinityTest::first);

        Optional<Affinity> inherited =
                NewThread.run(
                        () -> {
                            first.ifPresent(Affinity::bind);
                            return NewThread.run(Affinity::ofThread);
                        });

        assertThat(inherited).isEqualTo(first);
        assertThat(inherited.map(Affinity::processors)).isEqualTo(before.map(_ -> 1));
        assertThat(Affinity.ofThread()).isEqualTo(before);
    }

    @Test
    void leavesTheThreadThatLoadsTheEngineUnbound() {
        Optional<Affinity> before = Affinity.ofThread();

        Engine _ = TestEngine.cpu();

        assertThat(Affinity.ofThread()).isEqualTo(before);
    }

    private static Affinity first(Affinity all) {
        BitSet first = new BitSet();
        first.set(all.mask().nextSetBit(0));
        return new Affinity(first);
    }
}
