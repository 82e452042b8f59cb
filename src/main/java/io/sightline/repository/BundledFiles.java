package io.sightline.repository;

import java.io.FileNotFoundException;
import java.io.InputStream;

/// A model inside the jar.
///
/// @param name the name of its folder, which is the model's
public record BundledFiles(String name) implements ModelFiles {

    @Override
    public InputStream open(String file) throws FileNotFoundException {
        String path = "/models/%s/%s".formatted(name, file);
        InputStream stream = BundledFiles.class.getResourceAsStream(path);
        if (stream == null) {
            throw new FileNotFoundException("file %s is not there".formatted(path));
        }
        return stream;
    }
}
