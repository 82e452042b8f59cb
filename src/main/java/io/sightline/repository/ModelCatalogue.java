package io.sightline.repository;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the models there are: those in the jar, and the folders of a directory. A folder with a
/// bundled model's name takes its place.
public final class ModelCatalogue {

    private static final Logger LOGGER = LoggerFactory.getLogger(ModelCatalogue.class);

    private static final List<String> BUNDLED = List.of("resnet50");

    /// A name goes into URLs, thread names and metric tags.
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /// Hidden folders, and the one that a freshly made file system holds.
    private static final String NO_MODEL = "\\..*|lost\\+found";

    private final SequencedMap<String, ModelFiles> models = new LinkedHashMap<>();

    /// What a directory that is not there means.
    public enum Missing {
        /// That there are the bundled models only.
        ALLOWED,
        /// An error: whoever named it meant one that is there.
        REFUSED
    }

    /// @param missing what it means if the directory is not there
    /// @throws ModelFailedException if that is an error, or it cannot be read
    public ModelCatalogue(String directory, Missing missing) {
        BUNDLED.forEach(name -> models.put(name, new BundledFiles(name)));
        Path path = path(directory);
        if (Files.isDirectory(path)) {
            folders(path).forEach(folder -> models.put(folder.name(), folder));
        } else if (missing == Missing.REFUSED) {
            throw new ModelFailedException(
                    "models directory %s is not there, must be a directory".formatted(directory));
        }
    }

    private static Path path(String directory) {
        try {
            return Path.of(directory);
        } catch (InvalidPathException e) {
            throw new ModelFailedException(
                    "models directory %s cannot be a path: %s; the names of files are in %s here"
                            .formatted(
                                    directory,
                                    e.getReason(),
                                    System.getProperty("sun.jnu.encoding")));
        }
    }

    private static List<FolderFiles> folders(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .map(FolderFiles::new)
                    .filter(folder -> !folder.name().matches(NO_MODEL))
                    .filter(folder -> isNamedLikeAModel(folder, directory))
                    .sorted((left, right) -> left.name().compareTo(right.name()))
                    .toList();
        } catch (AccessDeniedException _) {
            throw new ModelFailedException(
                    "models directory %s may not be read by this user".formatted(directory));
        } catch (IOException e) {
            throw new ModelFailedException(
                    "models directory %s cannot be read: %s".formatted(directory, e));
        }
    }

    /// Archivers, file servers and people leave folders behind: one of them must stop no start.
    private static boolean isNamedLikeAModel(FolderFiles folder, Path directory) {
        if (folder.name().matches(NAME)) {
            return true;
        }
        LOGGER.warn(
                "Passed over folder \"{}\" in {}: the name of a model has up to 64 letters, digits,"
                        + " dots, dashes and underscores",
                folder.name(),
                directory);
        return false;
    }

    /// The models of these names, in this order; all if there are none.
    ///
    /// @throws ModelFailedException if one is not there
    public Collection<ModelFiles> select(List<String> names) {
        if (names.isEmpty()) {
            return models.sequencedValues();
        }
        return names.stream().map(this::named).toList();
    }

    private ModelFiles named(String name) {
        ModelFiles files = models.get(name);
        if (files == null) {
            throw new ModelFailedException(
                    "model %s is not there, must be one of %s".formatted(name, models.keySet()));
        }
        return files;
    }
}
