package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTest {

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

    private UnpackedLibraries libraries() {
        return new UnpackedLibraries(folder);
    }

    private static Throwable failure(Throwable cause) {
        return new IllegalStateException("engine", new IllegalStateException("unpacking", cause));
    }
}
