package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NicenessTest {

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
    void putsTheOptimisingCompilerBackBeforeTheOther() throws Exception {
        List<List<Integer>> lines = YieldingCompilers.run();

        assertThat(lines).hasSize(4);
        List<Integer> before = lines.get(0);
        List<Integer> optimising = lines.get(1);
        List<Integer> between = lines.get(2);
        List<Integer> after = lines.get(3);
        assertThat(between).containsAll(before);
        if (Files.exists(STATUS)) {
            assertThat(optimising).isNotEmpty().allMatch(niceness -> niceness >= 7);
            assertThat(after).isNotEmpty().allMatch(niceness -> niceness >= 7);
        }
    }

    /// Of the calling thread; 0 where threads have none.
    static int niceness() {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try {
            return nicenessIn(Files.readString(STATUS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// That a thread's line in `/proc` gives.
    static int nicenessIn(String status) {
        return Integer.parseInt(
                status.substring(status.lastIndexOf(')') + 2).split(" ", NICE + 2)[NICE]);
    }
}
