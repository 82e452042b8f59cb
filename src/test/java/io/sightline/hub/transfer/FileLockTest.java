package io.sightline.hub.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockTest {

    @TempDir private Path folder;

    /// A clock on which every pause takes an hour.
    private static final class SlowTime implements Time {

        private Duration now = Duration.ZERO;

        @Override
        public long nanos() {
            return now.toNanos();
        }

        @Override
        public void pause(Duration wait) {
            now = now.plusHours(1);
        }
    }

    private static Patience patience() {
        return new Patience(FetchRules.USUAL, new SlowTime(), Progress.SILENT);
    }

    @Test
    void isFreeAgainOnceItIsClosed() throws Exception {
        Path file = folder.resolve("a/b.lock");

        FileLock.of(file, patience()).close();

        try (FileLock again = FileLock.of(file, patience())) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void doesNotWaitForeverForAnother() throws Exception {
        Path file = folder.resolve("b.lock");

        try (FileLock _ = FileLock.of(file, patience())) {
            assertThatExceptionOfType(FetchFailedException.class)
                    .isThrownBy(() -> FileLock.of(file, patience()))
                    .withMessage(
                            "waiting for another fetch of the same file took longer than 120 min,"
                                    + " the most that a fetch may take");
        }
    }
}
