package io.sightline.checkpoint.onnx;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.checkpoint.Printable;
import io.sightline.checkpoint.Safetensors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The files in a model's own folder, each mapped once.
///
/// A name leads to no other folder, also not by a link: the file is where the model is, or where
/// the model's own link leads, as in the cache of Hugging Face's hub.
final class Neighbours implements ExternalFiles {

    /// An exporter that gives each tensor a file of its own makes a few hundred.
    private static final int MAX_FILES = 4096;

    private static final int MAX_NAME_LENGTH = 255;

    private final Path model;
    private final Arena arena;
    private final Map<String, MemorySegment> open = new HashMap<>();

    Neighbours(Path model, Arena arena) {
        this.model = model;
        this.arena = arena;
    }

    @Override
    public MemorySegment open(String location) throws IOException {
        requirePlain(location);
        MemorySegment known = open.get(location);
        if (known != null) {
            return known;
        }
        if (open.size() == MAX_FILES) {
            throw new InvalidCheckpointException(
                    "external data is in more than %d files".formatted(MAX_FILES));
        }
        MemorySegment mapped = map(location);
        open.put(location, mapped);
        return mapped;
    }

    /// Bytes of all files in use.
    long bytes() {
        return open.values().stream().mapToLong(MemorySegment::byteSize).sum();
    }

    private static void requirePlain(String location) {
        boolean plain =
                location.chars()
                        .allMatch(
                                character ->
                                        character >= ' ' && "/\\:\u007f".indexOf(character) < 0);
        if (!plain
                || location.isBlank()
                || location.length() > MAX_NAME_LENGTH
                || location.equals(".")
                || location.equals("..")) {
            throw new InvalidCheckpointException(
                    "external data is in %s, must be in a file beside the model, by its plain name"
                            .formatted(Printable.quote(location)));
        }
    }

    private MemorySegment map(String location) throws IOException {
        Path named = model.toAbsolutePath();
        try {
            Path file = named.resolveSibling(location).toRealPath();
            Path folder = folder(file);
            boolean beside =
                    folder.equals(folder(named).toRealPath())
                            || folder.equals(folder(model.toRealPath()));
            if (!beside || !Files.isRegularFile(file)) {
                throw new InvalidCheckpointException(
                        "external data is in %s, which leads elsewhere; must be a file beside the"
                                        .formatted(Printable.quote(location))
                                + " model");
            }
            return Safetensors.map(file, arena);
        } catch (FileSystemException e) {
            throw new InvalidCheckpointException(
                    "external data is in %s, which cannot be read beside the model"
                            .formatted(Printable.quote(location)),
                    e);
        }
    }

    private static Path folder(Path file) {
        return file.resolveSibling("");
    }
}
