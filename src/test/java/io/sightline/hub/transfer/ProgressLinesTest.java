package io.sightline.hub.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

    private final List<String> lines = new ArrayList<>();
    private final Progress progress = new ProgressLines(lines::add);

    @Test
    void tellsEachTenthOnce() {
        for (int done = 0; done <= 2_000; done += 50) {
            progress.bytes("a", done, 2_000);
        }

        assertThat(lines)
                .hasSize(11)
                .startsWith("a: 0 bytes of 2.0 kB", "a: 200 bytes of 2.0 kB")
                .endsWith("a: 2.0 kB of 2.0 kB");
    }

    @Test
    void tellsEach64MiBOfAnUnknownLength() {
        progress.bytes("a", 0, Progress.UNKNOWN);
        progress.bytes("a", 1, Progress.UNKNOWN);
        progress.bytes("a", 64 << 20, Progress.UNKNOWN);

        assertThat(lines).containsExactly("a: 0 bytes", "a: 67.1 MB");
    }

    @Test
    void tellsOfEachFileAndOfNotes() {
        progress.bytes("a", 0, 0);
        progress.bytes("b", 0, 5_000_000_000L);
        progress.note("waiting");

        assertThat(lines)
                .containsExactly("a: 0 bytes of 0 bytes", "b: 0 bytes of 5.00 GB", "waiting");
    }
}
