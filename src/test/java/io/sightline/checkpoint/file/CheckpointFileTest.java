package io.sightline.checkpoint.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Format;
import io.sightline.checkpoint.InvalidCheckpointException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files beside this test's resources were written by PyTorch 2.13 with numbers from 0 up.
class CheckpointFileTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/sightline/checkpoint/file");

    @AutoClose private final Arena arena = Arena.ofConfined();

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"leftovers.pth", "attributes.pth", "no-checksums.pth", "deflated.pth"})
    void readsTheSameWeightsHoweverTheyWereSaved(String name) throws IOException {
        CheckpointFile file = CheckpointFile.read(FOLDER.resolve(name), arena);

        assertThat(file.format()).isEqualTo(Format.TORCH);
        assertThat(file.checkpoint().tensor("fc.bias").toFloats()).containsExactly(1, 2);
        assertThat(file.checkpoint().tensor("conv1.weight").toFloats())
                .hasSize(24)
                .startsWith(0, 1, 2)
                .endsWith(22, 23);
    }

    @Test
    void saysWhatItTookAndWhatItLeftOut() throws IOException {
        CheckpointFile file = CheckpointFile.read(FOLDER.resolve("leftovers.pth"), arena);

        assertThat(file.taken()).isEqualTo("state_dict");
        assertThat(file.notes()).hasSize(2);
        assertThat(file.notes().getFirst())
                .startsWith("Left out beside the weights: best_acc1, history, numpy_rng, ");
        assertThat(file.notes().getLast())
                .startsWith("Passed over and not built: objects of numpy.dtype, ");
    }

    @Test
    void saysThatItTookTheAveragedWeights() throws IOException {
        CheckpointFile file = CheckpointFile.read(ReferenceFiles.path("torch/ema.pth"), arena);

        assertThat(file.taken()).isEqualTo("state_dict_ema");
        assertThat(file.notes())
                .contains("The weights were taken from state_dict_ema, not from state_dict");
    }

    @Test
    void callsTheConstantsOfAFrozenProgramAsItDoes() throws IOException {
        CheckpointFile file =
                CheckpointFile.read(ReferenceFiles.path("torchscript/frozen-basic.pt"), arena);

        assertThat(file.taken()).isEqualTo("constants");
        assertThat(file.checkpoint().tensors().keySet()).hasSize(26).startsWith("c0", "c1");
        assertThat(file.checkpoint().tensor("c0").shape()).hasToString("2 x 3 x 7 x 7");
        assertThat(file.notes().getFirst()).startsWith("A frozen program");
    }

    @Test
    void refusesToChooseBetweenDictsThatItDoesNotKnow() {
        assertThatThrownBy(() -> CheckpointFile.read(FOLDER.resolve("ambiguous.pth"), arena))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining("several of its dicts hold tensors, must be one: weights.of");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html>|file is an HTML page, which a failed download leaves: must be",
                "version https://git-lfs.github.com/spec/v1|run git lfs pull",
                "{\"error\": 404}|file is JSON, which a failed download leaves",
                "{\"weight_map\": {}}|file is an index of shards: must be read by its path"
            })
    void saysWhatADownloadLeft(String text, String words) {
        MemorySegment file = MemorySegment.ofArray(text.getBytes(UTF_8));

        assertThatThrownBy(() -> CheckpointFile.read(file, arena))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageContaining(words);
    }

    /// As the hub's cache has them.
    @Test
    void followsShardsThatAreLinks() throws IOException {
        Path source = ReferenceFiles.path("hub/transformers--bottleneck-sharded").toAbsolutePath();
        String index = "model.safetensors.index.json";
        for (String name :
                List.of(
                        index,
                        "model-00001-of-00002.safetensors",
                        "model-00002-of-00002.safetensors")) {
            Path blob = Files.copy(source.resolve(name), folder.resolve("blob-of-" + name));
            Files.createSymbolicLink(folder.resolve(name), blob);
        }

        CheckpointFile file = CheckpointFile.read(folder.resolve(index), arena);

        assertThat(file.format()).isEqualTo(Format.SHARD_INDEX);
        assertThat(file.checkpoint().tensors()).hasSize(122);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'weight_map': {'a b': 'x'}}|a tensor has a name of 3 characters",
                "{'weight_map': {'a': 7}}|index has tensor a in \"\", must be in a file beside it",
                "{'weight_map': {'a': '.hidden'}}|must be in a file beside it",
                "{'weight_map': {'a': 'x'}}|x is missing beside the index",
                "{'weight_map': {'a': 'index.json'}}|file is an index of shards",
                "{'weight_map': {}}|it holds no tensors",
                "{'weight_map': 1}|it holds no tensors",
                "{'weight_map': {'a': 'x', 'a': 'x'}}|index is not JSON"
            })
    void refusesAnIndexThatIsNotSound(String json, String words) throws IOException {
        Path index = folder.resolve("index.json");
        Files.writeString(index, json.replace('\'', '"'));

        assertThatThrownBy(() -> CheckpointFile.read(index, arena))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessageStartingWith("index.json: ")
                .hasMessageContaining(words);
    }
}
