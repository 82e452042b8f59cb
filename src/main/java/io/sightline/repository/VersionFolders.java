package io.sightline.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Finds the versions in the folder of a model.
final class VersionFolders {

    private static final String NUMBER = "[1-9][0-9]{0,8}";

    private VersionFolders() {}

    /// The versions in `folder`, by number. If it has a card itself, it is a model without numbers,
    /// whatever else is in it, and so it is if there are none. A numbered folder without a card is
    /// no version yet: it is being copied, perhaps.
    ///
    /// @return at least one; the only one has the number 0 if it is not numbered
    /// @throws ModelFailedException if the folder cannot be read
    static SortedMap<Integer, ModelFiles> in(Path folder) {
        SortedMap<Integer, ModelFiles> versions = new TreeMap<>();
        if (!hasCard(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.filter(entry -> name(entry).matches(NUMBER))
                        .filter(VersionFolders::hasCard)
                        .map(entry -> version(folder, entry))
                        .forEach(version -> versions.put(version.number(), version));
            } catch (IOException | UncheckedIOException e) {
                throw new ModelFailedException(
                        "folder of model %s cannot be read: %s".formatted(name(folder), e), e);
            }
        }
        if (versions.isEmpty()) {
            versions.put(0, new FolderFiles(folder));
        }
        return versions;
    }

    private static boolean hasCard(Path folder) {
        return Files.isRegularFile(folder.resolve(ModelCard.FILE));
    }

    private static FolderFiles version(Path folder, Path entry) {
        return new FolderFiles(name(folder), Integer.parseInt(name(entry)), entry);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
