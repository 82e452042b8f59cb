package io.sightline.image.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

    @TempDir private Path home;

    @Test
    void liesWhereTheEnginesLibrariesAreToldToBe() {
        Path folder = NativeCache.folder("/cache", home, Path.of("/tmp"));

        assertThat(folder).isEqualTo(Path.of("/cache/sightline"));
    }

    @Test
    void liesInTheHomeFolderIfNothingIsTold() {
        Path folder = NativeCache.folder("", home, Path.of("/tmp"));

        assertThat(folder).isEqualTo(home.resolve(".djl.ai/sightline"));
    }

    @Test
    void liesAmongTemporaryFilesIfThereIsNoHome() {
        Path folder = NativeCache.folder("", home.resolve("absent"), Path.of("/tmp"));

        assertThat(folder).isEqualTo(Path.of("/tmp/.djl.ai/sightline"));
    }
}
