package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
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

    /// One test, for what yields once never comes back.
    @Test
    void putsTheOptimisingCompilerBackBeforeTheOther() throws IOException {
        List<Integer> before = nicenesses("C1 CompilerThre");
        Niceness.yieldOptimiser();
        List<Integer> optimising = nicenesses("C2 CompilerThre");
        List<Integer> between = nicenesses("C1 CompilerThre");
        Niceness.yieldCompilers();
        List<Integer> after = nicenesses("C1 CompilerThre");

        assertThat(between).containsAll(before);
        if (Files.exists(THREADS)) {
            assertThat(optimising).isNotEmpty().allMatch(niceness -> niceness >= 7);
            assertThat(after).isNotEmpty().allMatch(niceness -> niceness >= 7);
        }
    }

    /// Of the threads whose name contains `name`; none where threads have no niceness.
    private static List<Integer> nicenesses(String name) throws IOException {
        if (!Files.exists(THREADS)) {
            return List.of();
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.map(thread -> status(thread.resolve("stat")))
                    .filter(status -> status.contains(name))
                    .map(NicenessTest::niceness)
                    .toList();
        }
    }

    /// Of the calling thread; 0 where threads have none.
    static int niceness() {
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
