package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NicenessTest {

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final Path STATUS = Path.of("/proc/thread-self/stat");

    /// Which number behind the name, that ends with a parenthesis, is the niceness.
    private static final int NICE = 16;

    @Test
    void countsForTheThreadAndThoseItStarts() {
        int before = niceness();

        int inherited =
                NewThread.run(
                        () -> {
                            Niceness.yieldToLanes();
                            Niceness.yieldToLanes(); // no further
                            return NewThread.run(NicenessTest::niceness);
                        });

        assertThat(inherited).isEqualTo(Files.exists(STATUS) ? Math.max(before, 4) : before);
        assertThat(niceness()).isEqualTo(before);
    }

    @Test
    void putsTheSecondCompilerBack() throws IOException {
        Niceness.yieldOptimiser();

        assertPutBack("C2 CompilerThre");
    }

    @Test
    void putsTheCompilersLast() throws IOException {
        Niceness.yieldCompilers();

        assertPutBack("CompilerThre");
    }

    private static void assertPutBack(String name) throws IOException {
        if (!Files.exists(THREADS)) {
            return;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            assertThat(threads.map(thread -> status(thread.resolve("stat"))))
                    .filteredOn(status -> status.contains(name))
                    .isNotEmpty()
                    .allMatch(status -> niceness(status) >= 7);
        }
    }

    /// Of the calling thread; 0 where threads have none.
    private static int niceness() {
        return Files.exists(STATUS) ? niceness(status(STATUS)) : 0;
    }

    private static int niceness(String status) {
        return Integer.parseInt(
                status.substring(status.lastIndexOf(')') + 2).split(" ", NICE + 2)[NICE]);
    }

    private static String status(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            return ""; // the thread has ended
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
