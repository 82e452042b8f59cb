package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir private Path folder;

    @Test
    void namesTheFolderThatIsFull() {
        Throwable failure = failure(new IOException("No space left on device"));

        assertThat(libraries().reason(failure))
                .hasValue(
                        "no space is left in %s for PyTorch's native libraries, which take 500 MB"
                                        .formatted(folder)
                                + " there; make room, or set DJL_CACHE_DIR to a folder that has"
                                + " it");
    }

    @Test
    void namesTheFolderThatIsNotWritable() {
        assertThat(libraries().reason(failure(new AccessDeniedException("/cache/pytorch"))))
                .hasValue(
                        "PyTorch's native libraries cannot be unpacked: /cache/pytorch is not"
                                + " writable; set DJL_CACHE_DIR to a folder that can be written");
    }

    @Test
    void namesTheFolderOfAFileSystemThatIsReadOnly() {
        FileSystemException failure =
                new FileSystemException("/cache", null, "Read-only file system");

        assertThat(libraries().reason(failure(failure)))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains(": /cache is not writable"));
    }

    @Test
    void repeatsWhatTheLinkerSays() {
        assertThat(libraries().reason(failure(new UnsatisfiedLinkError("no libgomp.so.1"))))
                .hasValue("PyTorch's native libraries do not fit this system: no libgomp.so.1");
    }

    @Test
    void leavesOtherFailuresToTheEngine() {
        assertThat(libraries().reason(failure(new IllegalStateException("no library")))).isEmpty();
    }

    @Test
    void removesWhatAKilledProcessLeft() throws IOException {
        Path left = folder("tmp123", Duration.ofHours(2));
        Path underWay = folder("tmp456", Duration.ofMinutes(5));
        Path whole = folder("2.7.1-cpu-linux-x86_64", Duration.ofDays(9));

        libraries().sweep(NOW);

        assertThat(left).doesNotExist();
        assertThat(underWay).isNotEmptyDirectory();
        assertThat(whole).isNotEmptyDirectory();
    }

    @Test
    void sweepsNothingWhereNothingWasUnpacked() {
        new UnpackedLibraries(folder.resolve("missing")).sweep(NOW);

        assertThat(folder).isEmptyDirectory();
    }

    private UnpackedLibraries libraries() {
        return new UnpackedLibraries(folder);
    }

    private static Throwable failure(Throwable cause) {
        return new IllegalStateException("engine", new IllegalStateException("unpacking", cause));
    }

    private Path folder(String name, Duration age) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.writeString(made.resolve("libtorch.so"), "half");
        Files.setLastModifiedTime(made, FileTime.from(NOW.minus(age)));
        return made;
    }
}
