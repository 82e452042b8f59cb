package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
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
        TorchEngine _ = TestEngine.cpu();
        Optional<LoadedLibrary> torch =
                LoadedLibrary.find("libtorch_cpu.so", MemoryMap.read())
                        .filter(_ -> System.getProperty("os.arch").equals("amd64"));

        Optional<Boolean> hidden = torch.flatMap(CacheSizes::processor).map(CacheSizes::forget);

        assertThat(hidden).isEqualTo(torch.map(_ -> false));
    }

    /// Four words of features, three numbers of cores, ten sizes, for each the cores that share it,
    /// the number of levels, and three more.
    private static int[] fields(int first, int second, int third, int levels) {
        return new int[] {
            0x5ef0f7ff,
            0xc7fd8f3e,
            0x300200e,
            0,
            1,
            1,
            1,
            first,
            second,
            third,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            1,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            levels,
            0,
            2,
            15
        };
    }
}
