package io.sightline.checkpoint.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.sightline.checkpoint.InvalidCheckpointException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Every file of PyTorch's, timm's and transformers' libraries is read, every hostile one refused,
/// in the words that help, in little memory, and without running anything.
class ReferenceFilesTest {

    /// What the files that run code would leave behind.
    private static final Path MARKER = Path.of("/tmp/sightline-checkpoint-executed");

    /// What PyTorch reads although it is odd.
    private static final Set<String> STRICTLY_REFUSED =
            Set.of(
                    "malformed/pickle/size-true.pth",
                    "malformed/pickle/trailing.pth",
                    "malformed/pickle/protocol-255.pth",
                    "malformed/sharded/not-in-index",
                    "malformed/zip/bomb-lying.pth");

    @AutoClose private final Arena arena = Arena.ofConfined();

    @ParameterizedTest
    @MethodSource
    void readsWhatMustLoad(String name) throws IOException {
        CheckpointFile file = CheckpointFile.read(ReferenceFiles.file(name), arena);

        assertThat(file.checkpoint().tensors()).isNotEmpty();
    }

    static Stream<String> readsWhatMustLoad() {
        return ReferenceFiles.cases("loads");
    }

    @ParameterizedTest
    @MethodSource
    void findsTheTensorsThatPyTorchFinds(String name, JsonNode expected) throws IOException {
        CheckpointFile file = CheckpointFile.read(ReferenceFiles.file(name), arena);

        assertThat(ReferenceFiles.described(file.checkpoint())).isEqualTo(expected);
    }

    static Stream<Arguments> findsTheTensorsThatPyTorchFinds() {
        return ReferenceFiles.tensors()
                .propertyStream()
                .filter(entry -> !STRICTLY_REFUSED.contains(entry.getKey()))
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource
    void refusesWhatMustBeRefused(String name) {
        assertThatThrownBy(() -> CheckpointFile.read(ReferenceFiles.file(name), arena))
                .isInstanceOf(InvalidCheckpointException.class)
                .message()
                .hasSizeLessThan(400)
                .matches("[ -~…]+");
        assertThat(MARKER).doesNotExist();
    }

    static Stream<String> refusesWhatMustBeRefused() {
        return ReferenceFiles.cases("refused");
    }

    @ParameterizedTest
    @MethodSource
    void takesASmallMultipleOfTheFile(String name) throws IOException {
        Path path = ReferenceFiles.file(name);
        long most = 16 * Files.size(path) + (4 << 20);
        readOrRefuse(path);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        readOrRefuse(path);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(most);
        assertThat(MARKER).doesNotExist();
    }

    static Stream<String> takesASmallMultipleOfTheFile() {
        return Stream.of("loads", "either", "refused").flatMap(ReferenceFiles::cases);
    }

    private void readOrRefuse(Path path) throws IOException {
        try {
            assertThat(CheckpointFile.read(path, arena).checkpoint().tensors()).isNotEmpty();
        } catch (InvalidCheckpointException e) {
            assertThat(e).hasMessageStartingWith(path.getFileName() + ": ");
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "refusals.csv", delimiter = '|')
    void saysWhatIsWrong(String name, String words) {
        assertThatThrownBy(() -> CheckpointFile.read(ReferenceFiles.file(name), arena))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining(words);
    }
}
