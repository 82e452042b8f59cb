package io.sightline.checkpoint.file;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Safetensors;
import io.sightline.checkpoint.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The checkpoints of `src/test/resources/io/sightline/checkpoints`.
final class ReferenceFiles {

    private static final Path ROOT = Path.of("src/test/resources/io/sightline/checkpoints");

    /// What only the network or its configuration is wrong about, not the file.
    private static final Set<String> SOUND_FILES =
            Set.of(
                    "hub/transformers--basic-gelu",
                    "torch/headless.pth",
                    "torch/not-a-resnet.pth",
                    "malformed/pickle/weight-infinity.pth",
                    "malformed/pickle/variance-negative.pth",
                    "malformed/safetensors/dtype-int.safetensors");

    private static final List<String> READ_ELSEWHERE =
            List.of("onnx/", "keras/", "malformed/onnx/");

    private static final JsonMapper JSON = JsonMapper.shared();

    private ReferenceFiles() {}

    static Path path(String name) {
        return ROOT.resolve(name);
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file of a case, which may be a folder.
    static Path file(String name) {
        Path path = path(name);
        if (!Files.isDirectory(path)) {
            return path;
        }
        return Stream.of("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin")
                .map(path::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    /// The cases that must be read, must be refused, or may be either.
    static Stream<String> cases(String outcome) {
        JsonNode cases = answers().path("cases");
        return cases.propertyStream()
                .filter(entry -> READ_ELSEWHERE.stream().noneMatch(entry.getKey()::startsWith))
                .filter(entry -> outcome.equals(outcome(entry.getKey(), entry.getValue())))
                .map(Map.Entry::getKey);
    }

    private static String outcome(String name, JsonNode answer) {
        return SOUND_FILES.contains(name) ? "loads" : answer.path("outcome").stringValue();
    }

    /// For each file the tensors that PyTorch finds in it, as [#described] has them.
    static JsonNode tensors() {
        return JSON.readTree(bytes("tensors.json"));
    }

    /// Type, shape and checksum of each tensor of `checkpoint`, by its name.
    static JsonNode described(Checkpoint checkpoint) {
        ObjectNode described = JSON.createObjectNode();
        checkpoint
                .tensors()
                .forEach(
                        (name, tensor) -> {
                            ArrayNode parts = described.putArray(name).add(tensor.type().name());
                            ArrayNode shape = parts.addArray();
                            tensor.shape().dimensions().forEach(shape::add);
                            parts.add("%08x".formatted(crc(name, tensor)));
                        });
        return described;
    }

    /// A file of this tensor alone ends with its elements.
    private static long crc(String name, Tensor tensor) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            Safetensors.write(new Checkpoint(new TreeMap<>(Map.of(name, tensor))), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int length = tensor.shape().elements() * tensor.type().bytes();
        CRC32 crc = new CRC32();
        crc.update(file.toByteArray(), file.size() - length, length);
        return crc.getValue();
    }

    private static JsonNode answers() {
        return JSON.readTree(bytes("answers.json"));
    }
}
