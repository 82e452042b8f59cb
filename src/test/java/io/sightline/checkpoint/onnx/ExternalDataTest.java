package io.sightline.checkpoint.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.InvalidCheckpointException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tensors whose elements are in a file beside the model.
class ExternalDataTest {

    private static final byte[] ONE_TWO = {0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40};

    @TempDir private Path root;
    private Path folder;

    @BeforeEach
    void writeElements() throws IOException {
        folder = Files.createDirectories(root.resolve("model"));
        Files.write(folder.resolve("w.bin"), ONE_TWO);
        Files.write(root.resolve("outside.bin"), ONE_TWO);
    }

    private float[] read(String... entries) throws IOException {
        return read(folder.resolve("model.onnx"), entries);
    }

    private static float[] read(Path model, String... entries) throws IOException {
        Wire tensor = Wire.tensor(1, 1).number(14, 1);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.message(13, new Wire().text(1, entries[i]).text(2, entries[i + 1]));
        }
        Files.write(model, Wire.model(new Wire().message(5, tensor)).toBytes());
        try (Arena arena = Arena.ofConfined()) {
            return OnnxFile.read(model, arena).initialisers().lastEntry().getValue().toFloats();
        }
    }

    @Test
    void isReadAtItsPlace() throws IOException {
        assertThat(read("location", "w.bin", "offset", "4", "length", "4")).containsExactly(2);
        assertThat(read("location", "w.bin", "checksum", "ab")).containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.bin",
                "/etc/passwd",
                "sub/w.bin",
                "..\\outside.bin",
                "C:w.bin",
                "file:w.bin",
                "..",
                ".",
                "",
                " ",
                "w.bin\0",
                "w\n.bin"
            })
    void isNowhereButInAPlainNeighbour(String location) {
        assertThatThrownBy(() -> read("location", location))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("must be in a file beside the model, by its plain name");
    }

    @Test
    void isNotWhereALinkLeads() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.bin"), root.resolve("outside.bin"));

        assertThatThrownBy(() -> read("location", "link.bin"))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("\"link.bin\", which leads elsewhere");
    }

    @Test
    void isWhereTheModelsOwnLinkLeadsAsInTheHubsCache() throws IOException {
        Path blobs = Files.createDirectories(root.resolve("blobs"));
        Path snapshot = Files.createDirectories(root.resolve("snapshot"));
        Files.write(blobs.resolve("a1"), ONE_TWO);
        Files.createFile(blobs.resolve("b2"));
        Path model = Files.createSymbolicLink(snapshot.resolve("model.onnx"), blobs.resolve("b2"));
        Files.createSymbolicLink(snapshot.resolve("model.onnx.data"), blobs.resolve("a1"));

        assertThat(read(model, "location", "model.onnx.data")).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({
        "offset, 8, at byte 8 and has 4",
        "offset, -1, must be a number of at most 18 digits",
        "offset, 9223372036854775807, must be a number of at most 18 digits",
        "offset, 999999999999999999, at byte 999999999999999999",
        "offset, 0x4, must be a number",
        "length, 8, 'is 8 bytes, must be 4'",
        "length, 4.0, must be a number",
        "__class__, x, has the entry \"__class__\""
    })
    void isWhollyInItsFile(String key, String value, String message) {
        assertThatThrownBy(() -> read("location", "w.bin", key, value))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysWhichFileIsMissing() throws IOException {
        Files.createDirectory(folder.resolve("folder.bin"));

        assertThatThrownBy(() -> read("location", "missing.bin"))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("\"missing.bin\", which cannot be read beside the model");
        assertThatThrownBy(() -> read("location", "folder.bin"))
                .isInstanceOf(InvalidCheckpointException.class);
        assertThatThrownBy(() -> read("location", "w.bin", "location", "w.bin"))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("two entries location");
    }
}
