package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                            Niceness.yieldToOthers();
                            Niceness.yieldToOthers(); // no further
                            return NewThread.run(NicenessTest::niceness);
                        });

        assertThat(inherited).isEqualTo(Files.exists(STATUS) ? Math.max(before, 8) : before);
        assertThat(niceness()).isEqualTo(before);
    }

    /// Of the calling thread; 0 where threads have none.
    private static int niceness() {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try {
            String status = Files.readString(STATUS);
            return Integer.parseInt(
                    status.substring(status.lastIndexOf(')') + 2).split(" ", NICE + 2)[NICE]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
