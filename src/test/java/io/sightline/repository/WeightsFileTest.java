package io.sightline.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Tensor;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a model whose weights are mapped when their file changes.
class WeightsFileTest {

    private static final Checkpoint CHECKPOINT = FormulaWeights.checkpoint(BlockKind.BASIC, 1);
    private static final String KERNEL = "layer1.0.conv1.weight";

    @TempDir private Path directory;

    private Path file;
    private ReadModel model;

    @BeforeEach
    void read() throws IOException {
        model =
                ReadModel.of(
                        ModelFolder.write(directory.resolve("tiny"), CHECKPOINT, 1000).files());
        file = directory.resolve("tiny").resolve("weights.safetensors");
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void isValidUntilTheModelIsClosed() {
        assertThat(model.checkpoint().tensor(KERNEL).toFloats())
                .isEqualTo(CHECKPOINT.tensor(KERNEL).toFloats());
        assertThatCode(model::requireUnchanged).doesNotThrowAnyException();

        Tensor kernel = model.checkpoint().tensor(KERNEL);
        model.close();
        model.close();

        assertThatThrownBy(kernel::toFloats).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsTheOldWeightsIfANewFileTakesTheName() throws IOException {
        Path other = Files.write(directory.resolve("other"), new byte[100]);

        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(model.checkpoint().tensor(KERNEL).toFloats())
                .isEqualTo(CHECKPOINT.tensor(KERNEL).toFloats());
        assertThatThrownBy(model::requireUnchanged)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("weights.safetensors changed while it was loaded (");
    }

    @Test
    void noticesAFileThatIsWrittenOver() throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH)); // as any write moves it

        assertThatThrownBy(model::requireUnchanged).isInstanceOf(IOException.class);
    }

    @Test
    void refusesATensorWhoseFileWasCut() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }

        assertThatThrownBy(() -> model.checkpoint().tensor(KERNEL).toFloats())
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("the file became shorter while it was read");
    }

    @Test
    void letsGoOfAFileThatIsRefused() throws IOException {
        ModelFiles files =
                ModelFolder.write(directory.resolve("wrong"), CHECKPOINT, 1000)
                        .forgetDigest()
                        .files();

        assertThatThrownBy(() -> ReadModel.of(files))
                .isInstanceOf(ModelFailedException.class)
                .hasMessageStartingWith(
                        "model wrong cannot be loaded: SHA-256 of weights.safetensors is ");
    }
}
