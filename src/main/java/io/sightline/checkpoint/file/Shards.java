package io.sightline.checkpoint.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.StrictJson;
import io.sightline.checkpoint.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A checkpoint in several files, and the index that says in which each tensor is.
final class Shards {

    private static final int MAX_SHARDS = 1_000;

    /// A name that leads to no other folder.
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,200}");

    private final Path index;
    private final Arena arena;
    private final Map<String, Checkpoint> shards = new LinkedHashMap<>();

    private Shards(Path index, Arena arena) {
        this.index = index;
        this.arena = arena;
    }

    /// The tensors of all files beside `index` that it names.
    ///
    /// @param json what `index` holds
    /// @throws InvalidCheckpointException if index and files do not agree to the last tensor
    static Checkpoint read(Path index, MemorySegment json, Arena arena) throws IOException {
        if (json.byteSize() > StrictJson.MAX_BYTES) {
            throw new InvalidCheckpointException(
                    "index is %d bytes, must be at most %d"
                            .formatted(json.byteSize(), StrictJson.MAX_BYTES));
        }
        JsonNode places = StrictJson.object(json.toArray(JAVA_BYTE), "index").path("weight_map");
        Shards shards = new Shards(index, arena);
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> place : places.properties()) {
            Checkpoint.requirePlainName(place.getKey());
            String file = place.getValue().isString() ? place.getValue().stringValue() : "";
            tensors.put(place.getKey(), shards.tensor(place.getKey(), file));
        }
        shards.requireNoOthers(tensors);
        return new Checkpoint(tensors);
    }

    private Tensor tensor(String name, String file) throws IOException {
        Checkpoint shard = shards.get(file);
        if (shard == null) {
            shard = shard(name, file);
            shards.put(file, shard);
        }
        Tensor tensor = shard.tensors().get(name);
        if (tensor == null) {
            throw new InvalidCheckpointException(
                    "tensor %s is not in %s, where the index says it is".formatted(name, file));
        }
        return tensor;
    }

    private Checkpoint shard(String name, String file) throws IOException {
        if (!FILE_NAME.matcher(file).matches()) {
            throw new InvalidCheckpointException(
                    "index has tensor %s in %s, must be in a file beside it"
                            .formatted(name, Printable.quote(file)));
        }
        if (shards.size() == MAX_SHARDS) {
            throw new InvalidCheckpointException(
                    "index names more than %d files".formatted(MAX_SHARDS));
        }
        Path path = index.resolveSibling(file);
        if (!Files.exists(path)) {
            throw new InvalidCheckpointException("%s is missing beside the index".formatted(file));
        }
        return CheckpointFile.readWhole(path, arena).checkpoint();
    }

    private void requireNoOthers(Map<String, Tensor> tensors) {
        shards.forEach(
                (file, shard) ->
                        shard.tensors()
                                .forEach(
                                        (name, tensor) -> {
                                            if (tensors.get(name) != tensor) {
                                                throw new InvalidCheckpointException(
                                                        "%s holds tensor %s, which the index does"
                                                                        .formatted(file, name)
                                                                + " not have there");
                                            }
                                        }));
    }
}
