package io.sightline.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LoadedLibraryTest {

    private static final String MAPS =
            """
            00400000-00401000 r-xp 00000000 fe:00 7 /usr/bin/java
            7f0000001000-7f0000002000 rw-p 00000000 00:00 0
            7f0000010000-7f0000020000 r--p 00000000 fe:00 12                         /home/a b/libtorch.so
            7f0000020000-7f0000030000 r-xp 00010000 fe:00 12                         /home/a b/libtorch.so
            7f0000040000-7f0000050000 r-xp 00010000 fe:00 13                         /opt/libother.so
            """;

    @Test
    void isWhereTheFileBegins() {
        assertThat(LoadedLibrary.find("libtorch.so", MAPS))
                .contains(new LoadedLibrary(Path.of("/home/a b/libtorch.so"), 0x7f0000010000L));
    }

    @Test
    void isNotThereIfItsBeginningIsNot() {
        assertThat(LoadedLibrary.find("libother.so", MAPS)).isEmpty();
        assertThat(LoadedLibrary.find("torch.so", MAPS)).isEmpty();
        assertThat(LoadedLibrary.find("libtorch.so", "")).isEmpty();
    }
}
