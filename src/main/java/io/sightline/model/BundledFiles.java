package io.sightline.model;

import java.io.FileNotFoundException;
import java.io.InputStream;

/// A model inside the jar.
///
/// @param name of its folder
record BundledFiles(String name) implements ModelFiles {

    @Override
    public InputStream open(String file) throws FileNotFoundException {
        String path = "/models/%s/%s".formatted(name, file);
        InputStream stream = BundledFiles.class.getResourceAsStream(path);
        if (stream == null) {
            throw new FileNotFoundException("no %s in the jar".formatted(path));
        }
        return stream;
    }
}
