package io.sightline.engine.workaround;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.engine.Engine;
import io.sightline.engine.TestEngine;
import io.sightline.foreign.LoadedLibrary;
import io.sightline.machine.MemoryMap;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheSizesTest {

    @Test
    void forgetsTheLevelsOfAMachineThatHidesItsCaches() {
        int[] fields = fields(1, 1, 1, 3);

        boolean forgotten = CacheSizes.forget(MemorySegment.ofArray(fields));

        assertThat(forgotten).isTrue();
        assertThat(fields).isEqualTo(fields(1, 1, 1, 0));
    }

    @Test
    void leavesSizesThatAreKnownAlone() {
        int[] fields = fields(48 << 10, 1 << 20, 32 << 20, 3);

        boolean forgotten = CacheSizes.forget(MemorySegment.ofArray(fields));

        assertThat(forgotten).isFalse();
        assertThat(fields).isEqualTo(fields(48 << 10, 1 << 20, 32 << 20, 3));
    }

    /// On a machine that hides its caches this fails unless the engine's start has seen to it; and
    /// where there are no names to find oneDNN by, a start can see to nothing.
    @Test
    void leavesTheEngineNoHiddenSizes() {
        Engine _ = TestEngine.cpu();
        Optional<LoadedLibrary> torch =
                LoadedLibrary.find("libtorch_cpu.so", MemoryMap.read())
                        .filter(_ -> System.getProperty("os.arch").equals("amd64"));

        Optional<Boolean> hidden = torch.flatMap(CacheSizes::processor).map(CacheSizes::forget);

        assertThat(hidden).isEqualTo(torch.map(_ -> false));
    }

    /// As a version of Xbyak has them: four words of features, three numbers of cores, ten sizes,
    /// for each the cores that share it, the number of levels, and three more.
    private static int[] fields(int first, int second, int third, int levels) {
        int[] fields = new int[31];
        Arrays.fill(fields, 4, 7, 1);
        fields[7] = first;
        fields[8] = second;
        fields[9] = third;
        Arrays.fill(fields, 17, 20, 1);
        fields[27] = levels;
        fields[29] = 2;
        fields[30] = 15;
        return fields;
    }
}
