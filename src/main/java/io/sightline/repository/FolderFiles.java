package io.sightline.repository;

import java.io.FileNotFoundException;
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
        Path path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new FileNotFoundException("file %s is not there".formatted(file));
        }
        return Files.newInputStream(path);
    }
}
