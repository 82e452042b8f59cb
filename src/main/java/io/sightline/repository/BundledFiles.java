package io.sightline.repository;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A model inside the jar.
///
/// @param name the name of its folder, which is the model's
public record BundledFiles(String name) implements ModelFiles {

    @Override
    public int number() {
        return 0;
    }

    @Override
    public InputStream open(String file) throws FileNotFoundException {
        String path = "/models/%s/%s".formatted(name, file);
        InputStream stream = BundledFiles.class.getResourceAsStream(path);
        if (stream == null) {
            throw new FileNotFoundException("file %s is not there".formatted(path));
        }
        return stream;
    }

    /// The content on the heap: a file in the jar is compressed and cannot be mapped.
    @Override
    public MemorySegment content(String file, Arena arena) throws IOException {
        try (InputStream stream = open(file)) {
            return MemorySegment.ofArray(stream.readAllBytes());
        }
    }

    @Override
    public String stamp(String file) {
        return "bundled";
    }

    @Override
    public String stamp() {
        return "bundled";
    }
}
