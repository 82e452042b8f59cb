package io.sightline.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.Layout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SafetensorsTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"U8", "BOOL"}) // which have no -2
    void readsBackWhatItWroteInEveryType(TensorType type) throws IOException {
        Tensor tensor = Tensor.of(type, Shape.of(3, 1), 1, -2, 3);
        byte[] file = write(checkpoint("weight", tensor));

        Tensor read = Safetensors.read(file).tensor("weight");

        assertThat(read.type()).isEqualTo(type);
        assertThat(read.shape()).isEqualTo(Shape.of(3, 1));
        assertThat(read.toFloats()).containsExactly(1, -2, 3);
    }

    @Test
    void writesLengthHeaderAndDataByteForByte() throws IOException {
        Checkpoint checkpoint = checkpoint("a", Tensor.of(TensorType.F32, Shape.of(2), 1, -1));

        byte[] file = write(checkpoint);

        String header =
                "{\"__metadata__\":{\"format\":\"pt\"},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}   ";
        assertThat(header).hasSize(88);
        assertThat(Arrays.copyOf(file, 8)).containsExactly(88, 0, 0, 0, 0, 0, 0, 0);
        assertThat(new String(file, 8, 88, UTF_8)).isEqualTo(header);
        assertThat(Arrays.copyOfRange(file, 96, file.length))
                .asHexString()
                .isEqualTo("0000803F000080BF");
    }

    @Test
    void writesEqualCheckpointsToEqualBytes() throws IOException {
        Layout layout = Layout.tiny(BlockKind.BASIC, 3, Layout.Option.B);

        byte[] first = write(FormulaWeights.checkpoint(layout));
        byte[] second = write(FormulaWeights.checkpoint(layout));

        assertThat(first).isEqualTo(second);
    }

    @Test
    void keepsTheOrderOfTheTensors() throws IOException {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z", Tensor.of(TensorType.F32, Shape.of(), 1));
        tensors.put("a", Tensor.of(TensorType.F16, Shape.of(), 2));
        byte[] file = write(new Checkpoint(tensors));

        Checkpoint read = Safetensors.read(file);

        assertThat(read.tensors().sequencedKeySet()).containsExactly("z", "a");
    }

    @Test
    void readsAMappedFile() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        try (OutputStream stream = Files.newOutputStream(file)) {
            Safetensors.write(checkpoint("a", Tensor.of(TensorType.BF16, Shape.of(1), 3)), stream);
        }

        try (Arena arena = Arena.ofConfined()) {
            Checkpoint read = Safetensors.read(file, arena);

            assertThat(read.tensor("a").toFloats()).containsExactly(3);
            assertThat(read.tensor("a").data().isMapped()).isTrue();
        }
    }

    @Test
    void writesAMappedFileAgainByteForByte() throws IOException {
        byte[] bytes =
                write(FormulaWeights.checkpoint(Layout.tiny(BlockKind.BASIC, 3, Layout.Option.B)));
        Path file = Files.write(folder.resolve("weights.safetensors"), bytes);

        try (Arena arena = Arena.ofConfined()) {
            byte[] again = write(Safetensors.read(file, arena));

            assertThat(again).isEqualTo(bytes);
        }
    }

    @Test
    void namesATensorThatIsNotThere() {
        Checkpoint checkpoint = checkpoint("a", Tensor.of(TensorType.F32, Shape.of(1), 1));

        assertThatThrownBy(() -> checkpoint.tensor("b"))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor b is missing");
    }

    @Test
    void refusesToWriteATensorThatHasTheNameOfTheMetadata() {
        Tensor tensor = Tensor.of(TensorType.F32, Shape.of(1), 1);

        assertThatThrownBy(() -> write(checkpoint("__metadata__", tensor)))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("tensor __metadata__ has a name that the format reserves");
    }

    private static byte[] write(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Safetensors.write(checkpoint, file);
        return file.toByteArray();
    }

    private static Checkpoint checkpoint(String name, Tensor tensor) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put(name, tensor);
        return new Checkpoint(tensors);
    }
}
