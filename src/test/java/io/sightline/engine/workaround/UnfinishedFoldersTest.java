package io.sightline.engine.workaround;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedFoldersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void removesWhatAKilledProcessLeft() throws IOException {
        Path left = folder("tmp123", Duration.ofHours(2));
        Path underWay = folder("tmp456", Duration.ofMinutes(5));
        Path whole = folder("2.7.1-cpu-linux-x86_64", Duration.ofDays(9));

        UnfinishedFolders.sweep(folder, NOW);

        assertThat(left).doesNotExist();
        assertThat(underWay).isNotEmptyDirectory();
        assertThat(whole).isNotEmptyDirectory();
    }

    @Test
    void sweepsNothingWhereNothingWasUnpacked() {
        UnfinishedFolders.sweep(folder.resolve("missing"), NOW);

        assertThat(folder).isEmptyDirectory();
    }

    private Path folder(String name, Duration age) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.writeString(made.resolve("libtorch.so"), "half");
        Files.setLastModifiedTime(made, FileTime.from(NOW.minus(age)));
        return made;
    }
}
