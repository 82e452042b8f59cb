package io.sightline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The images that a command is given as files, or as folders of files.
final class ImageFiles {

    /// The maximum number of images, because all of them are held in memory.
    private static final int MAX_FILES = 10_000;

    private static final String NAME = "(?i).*\\.(jpe?g|png|gif|bmp|tiff?|webp)";

    private ImageFiles() {}

    /// Reads every path that is a file; for one that is a folder, the files in it whose names end
    /// as an image's does, sorted by name.
    ///
    /// @throws IOException if a file cannot be read, or there are none, or too many
    static List<byte[]> read(List<Path> paths) throws IOException {
        List<byte[]> images = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : Files.isDirectory(path) ? inside(path) : List.of(path)) {
                requireFile(file);
                images.add(Files.readAllBytes(file));
            }
        }
        if (images.isEmpty() || images.size() > MAX_FILES) {
            throw new IOException(
                    "%s hold %d images, must hold from 1 to %d"
                            .formatted(paths, images.size(), MAX_FILES));
        }
        return images;
    }

    private static void requireFile(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException("%s is a pipe or a device, must be a file".formatted(file));
        }
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(NAME))
                    .sorted()
                    .limit(MAX_FILES + 1L)
                    .toList();
        }
    }
}
