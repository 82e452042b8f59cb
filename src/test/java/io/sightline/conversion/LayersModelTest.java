package io.sightline.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayersModelTest {

    /// Two tensors of 12 and 4 bytes.
    private final SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();

    LayersModelTest() {
        tensors.put("a", Tensor.of(TensorType.F32, Shape.of(3), 1, 2, 3));
        tensors.put("b", Tensor.of(TensorType.F32, Shape.of(1, 1), 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 12, 16})
    void readsTensorsThatStraddleShards(int shardBytes) throws IOException {
        SequencedMap<String, byte[]> files = NpmPackage.files(tensors, shardBytes);

        Checkpoint checkpoint = read(files);

        assertThat(checkpoint.tensors().sequencedKeySet()).containsExactly("a", "b");
        assertThat(checkpoint.tensor("a").toFloats()).containsExactly(1, 2, 3);
        assertThat(checkpoint.tensor("b").shape()).isEqualTo(Shape.of(1, 1));
        assertThat(checkpoint.tensor("b").toFloats()).containsExactly(4);
    }

    @Test
    void refusesAPackageWithoutAManifest() {
        SequencedMap<String, byte[]> files = files();
        files.remove("model.json");

        assertRefused(files, "package has no file package/ResNet50/model.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{\"weightsManifest\":[{\"paths\":[1],\"weights\":[]}]}",
                "{\"weightsManifest\":[{\"paths\":[],\"weights\":[5]}]}",
                "{\"weightsManifest\":[{\"paths\":[],\"weights\":"
                        + "[{\"name\":\"a\",\"dtype\":\"float32\",\"shape\":[1.5]}]}]}"
            })
    void refusesAManifestThatItCannotRead(String manifest) {
        SequencedMap<String, byte[]> files = files();
        files.put("model.json", manifest.getBytes(UTF_8));

        assertRefused(files, "model.json is not a manifest");
    }

    @Test
    void refusesAManifestOfSeveralGroups() {
        SequencedMap<String, byte[]> files = files();
        files.put("model.json", "{\"weightsManifest\":[{},{}]}".getBytes(UTF_8));

        assertRefused(files, "model.json has 2 groups of weights, expected 1");
    }

    @Test
    void namesAMissingShard() {
        SequencedMap<String, byte[]> files = files();
        files.remove("shard1.bin");

        assertRefused(files, "package has no file \"shard1.bin\", which model.json names");
    }

    @Test
    void refusesAShardThatIsNamedTwice() {
        SequencedMap<String, byte[]> files = files();
        files.put("model.json", NpmPackage.manifest(List.of("shard0.bin", "shard0.bin"), ""));

        assertRefused(files, "model.json names file \"shard0.bin\" twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name':'a','dtype':'uint8','shape':[3]}",
                "{'name':'a','dtype':'float32','shape':[3],'quantization':{'dtype':'uint8'}}"
            })
    void refusesTensorsThatAreNotPlainFloats(String weight) {
        SequencedMap<String, byte[]> files = files();
        files.put("model.json", NpmPackage.manifest(List.of("shard0.bin"), weight));

        assertRefused(files, "tensor a is not plain float32, which alone is read");
    }

    @Test
    void refusesATensorThatIsNamedTwice() {
        SequencedMap<String, byte[]> files = files();
        String weight = NpmPackage.weight("a", Shape.of(1));
        files.put("model.json", NpmPackage.manifest(List.of("shard0.bin"), weight + "," + weight));

        assertRefused(files, "model.json names tensor a twice");
    }

    @Test
    void refusesATensorThatTheShardsDoNotHold() {
        SequencedMap<String, byte[]> files = files();
        String weight = NpmPackage.weight("a", Shape.of(3));
        files.put("model.json", NpmPackage.manifest(List.of("shard0.bin"), weight));

        assertRefused(files, "tensor a ends at byte 12, the shards have 8");
    }

    @Test
    void refusesAShapeThatIsTooLarge() {
        SequencedMap<String, byte[]> files = files();
        String weight = "{'name':'a','dtype':'float32','shape':[2000000000,2]}";
        files.put("model.json", NpmPackage.manifest(List.of("shard0.bin"), weight));

        assertRefused(
                files,
                "tensor a is invalid: shape is 2000000000 x 2, must have at most 134217728"
                        + " elements");
    }

    @Test
    void refusesShardsWithMoreThanTheTensors() {
        SequencedMap<String, byte[]> files = files();
        String weight = NpmPackage.weight("a", Shape.of(1));
        files.put("model.json", NpmPackage.manifest(List.of("shard0.bin"), weight));

        assertRefused(files, "4 bytes of the shards belong to no tensor");
    }

    @Test
    void refusesAFileThatIsTooLargeBeforeItReadsIt() {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        files.put("shard0.bin", new byte[(64 << 20) + 1]);

        assertRefused(files, "file shard0.bin is 67108865 bytes, must be at most 67108864");
    }

    @Test
    void refusesAFileThatIsInThePackageTwice() throws IOException {
        String name = NpmPackage.FOLDER + "shard0.bin";
        byte[] archive = NpmPackage.archive(List.of(name, name), List.of(new byte[1], new byte[1]));

        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage("file shard0.bin is in the package twice");
    }

    @Test
    void refusesWhatIsNotGzipped() {
        byte[] text = "not a package".getBytes(UTF_8);

        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    private SequencedMap<String, byte[]> files() {
        return NpmPackage.files(tensors, 8);
    }

    private static void assertRefused(SequencedMap<String, byte[]> files, String message) {
        assertThatThrownBy(() -> read(files))
                .isInstanceOf(InvalidCheckpointException.class)
                .hasMessage(message);
    }

    private static Checkpoint read(SequencedMap<String, byte[]> files) throws IOException {
        return read(NpmPackage.archive(files));
    }

    private static Checkpoint read(byte[] archive) throws IOException {
        return LayersModel.read(new ByteArrayInputStream(archive), "package/ResNet50");
    }
}
