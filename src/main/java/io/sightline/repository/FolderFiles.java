package io.sightline.repository;

import static java.util.stream.Collectors.joining;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/// A version of a model in a folder of the file system.
///
/// @param name the model's
/// @param number of the version; 0 if it has none
/// @param folder with the files
record FolderFiles(String name, int number, Path folder) implements ModelFiles {

    /// The maximum length in bytes: thirty times a ResNet-152 in float32.
    private static final long MAX_BYTES = 8L << 30;

    /// A model without numbered versions.
    ///
    /// @param folder its name is the model's
    FolderFiles(Path folder) {
        this(String.valueOf(folder.getFileName()), 0, folder);
    }

    @Override
    public InputStream open(String file) throws IOException {
        return Files.newInputStream(path(file));
    }

    /// Maps the file. Its pages are the kernel's copy of the file, which the kernel may drop and
    /// read again: they take nothing of the heap, and of a container's memory what nobody needs.
    @Override
    public MemorySegment content(String file, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(path(file), StandardOpenOption.READ)) {
            if (channel.size() > MAX_BYTES) {
                throw new IOException(
                        "%s has %d bytes, must have at most %d"
                                .formatted(file, channel.size(), MAX_BYTES));
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
        }
    }

    private Path path(String file) throws IOException {
        Path path = folder.resolve(file);
        if (!Files.isRegularFile(path)) {
            throw new FileNotFoundException("file %s is not there".formatted(file));
        }
        return path;
    }

    @Override
    public String stamp(String file) {
        return stamp(folder.resolve(file));
    }

    /// Follows symbolic links, so it changes too when a link leads elsewhere, as one does for each
    /// new version of a ConfigMap.
    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return "%s: %s bytes of %s, %s"
                    .formatted(
                            file.getFileName(),
                            attributes.size(),
                            attributes.lastModifiedTime(),
                            attributes.fileKey());
        } catch (IOException e) {
            return "%s: %s".formatted(file.getFileName(), e);
        }
    }

    @Override
    public String stamp() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .map(FolderFiles::stamp)
                    .sorted()
                    .collect(joining("\n"));
        } catch (IOException | UncheckedIOException e) {
            return e.toString();
        }
    }
}
