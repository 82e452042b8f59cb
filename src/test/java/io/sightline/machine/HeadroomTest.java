package io.sightline.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A container of 1,600 bytes on a machine of 16 KiB, with a heap that may grow by 100 bytes.
class HeadroomTest {

    @TempDir private Path root;

    @Test
    void isWhatTheContainerHasLeft() throws Exception {
        container("1600", 900, 200);
        machine(16, 8);

        // 1600 less a sixteenth, less the 700 that cannot be dropped, less the heap's 100
        assertThat(headroom().bytes()).isEqualTo(700);
        assertThat(headroom().bytesNow()).as("the heap left out").isEqualTo(800);
    }

    @Test
    void isWhatTheMachineHasLeftIfThatIsLess() throws Exception {
        container("1600", 900, 200);
        machine(16, 1); // less than the sixteenth that is left to others

        assertThat(headroom().bytes()).isEqualTo(-100);
    }

    @Test
    void isWhatTheMachineHasLeftWithoutALimit() throws Exception {
        container("max", 900, 200);
        machine(16, 8);

        assertThat(headroom().bytes()).isEqualTo(8 * 1024 - 1024 - 100);
    }

    @Test
    void isWhatTheMachineHasLeftWithoutAContainer() throws Exception {
        machine(16, 8);

        assertThat(headroom().bytes()).isEqualTo(8 * 1024 - 1024 - 100);
    }

    @Test
    void isThereOnAnyMachine() {
        assertThat(headroom().bytes()).isPositive(); // half of its memory, if nothing else is told
        assertThat(Headroom.ofThisProcess().bytes()).isGreaterThan(Long.MIN_VALUE);
    }

    @Test
    void survivesThatFreedMemoryIsGivenBack() {
        FreedMemory.giveBack();

        assertThat(Headroom.ofThisProcess().bytes()).isGreaterThan(Long.MIN_VALUE);
    }

    private Headroom headroom() {
        return new Headroom(root, root.resolve("meminfo"), () -> 100);
    }

    private void container(String limit, int used, int droppable) throws IOException {
        Files.writeString(root.resolve("memory.max"), limit + "\n");
        Files.writeString(root.resolve("memory.current"), used + "\n");
        Files.writeString(root.resolve("memory.stat"), "inactive_file " + droppable + "\n");
    }

    private void machine(int kilobytes, int available) throws IOException {
        Files.writeString(
                root.resolve("meminfo"),
                "MemTotal:  %d kB\nMemAvailable:  %d kB\n".formatted(kilobytes, available));
    }
}
