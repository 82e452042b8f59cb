package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AllocatorTest {

    private static final String GLIBC = "7f 00 r-xp /usr/lib/x86_64-linux-gnu/libc.so.6\n";
    private static final String JEMALLOC = GLIBC + "7e 00 r-xp /usr/lib/libjemalloc.so.2\n";

    @Test
    void isGlibcsUnlessAnotherIsLoaded() {
        assertThat(Allocator.of(GLIBC, Map.of())).isEqualTo(Allocator.GLIBC);
    }

    @Test
    void leavesGlibcAloneWhereTheEnvironmentSetsIt() {
        assertThat(Allocator.of(GLIBC, Map.of("MALLOC_TRIM_THRESHOLD_", "1")))
                .isEqualTo(Allocator.GLIBC_AS_SET);
        assertThat(Allocator.of(GLIBC, Map.of("GLIBC_TUNABLES", "glibc.malloc.trim_threshold=1")))
                .isEqualTo(Allocator.GLIBC_AS_SET);
    }

    @Test
    void knowsWhetherJemallocKeepsWhatIsFreed() {
        Allocator told = Allocator.of(JEMALLOC, Map.of("MALLOC_CONF", "dirty_decay_ms:-1"));
        Allocator untold = Allocator.of(JEMALLOC, Map.of());

        assertThat(told).isEqualTo(Allocator.JEMALLOC);
        assertThat(told.slowsPasses()).isFalse();
        assertThat(untold.slowsPasses()).isTrue();
        assertThat(untold.toString()).contains("MALLOC_CONF=dirty_decay_ms:-1");
    }

    @Test
    void knowsTheSettingOfTheImage() {
        Allocator image =
                Allocator.of(JEMALLOC, Map.of("MALLOC_CONF", "narenas:2,oversize_threshold:0"));

        assertThat(image).isEqualTo(Allocator.JEMALLOC);
    }

    @Test
    void trustsOtherPreloadedAllocators() {
        assertThat(Allocator.of(GLIBC + "/usr/lib/libtcmalloc_minimal.so.4", Map.of()))
                .isEqualTo(Allocator.PRELOADED);
        assertThat(Allocator.of(GLIBC + "/usr/lib/libmimalloc.so.2", Map.of()))
                .isEqualTo(Allocator.PRELOADED);
    }

    @Test
    void saysWhatMayHelpOnOtherSystems() {
        assertThat(Allocator.of("", Map.of()).toString()).contains("jemalloc");
    }
}
