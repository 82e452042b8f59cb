package io.sightline.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model in a folder of the file system.
///
/// @param folder its name is the model's
record FolderFiles(Path folder) implements ModelFiles {

    @Override
    public String name() {
        return String.valueOf(folder.getFileName());
    }

    @Override
    public InputStream open(String file) throws IOException {
        return Files.newInputStream(folder.resolve(file));
    }
}
