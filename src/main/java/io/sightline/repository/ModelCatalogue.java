package io.sightline.repository;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the available models: the bundled ones, and the folders of a directory. A folder with a
/// bundled model's name replaces that model. A folder holds a model, or a numbered folder for each
/// of its versions.
public final class ModelCatalogue {

    private static final Logger LOGGER = LoggerFactory.getLogger(ModelCatalogue.class);

    private static final List<String> BUNDLED = List.of("resnet50");

    /// A pattern that is safe in URLs, thread names and metric tags.
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /// Folders that are ignored: hidden ones, and the one that a new file system contains.
    private static final String NO_MODEL = "\\..*|lost\\+found";

    private final Path directory;
    private final SequencedSet<String> models = new LinkedHashSet<>(BUNDLED);

    /// What to do about a directory that does not exist.
    public enum Missing {
        /// Serve the bundled models only.
        ALLOWED,
        /// Fail: whoever configured it expects it to exist.
        REFUSED
    }

    /// @param missing what to do if the directory does not exist
    /// @throws ModelFailedException if the directory is missing and that is refused, or cannot be
    ///   read
    public ModelCatalogue(String directory, Missing missing) {
        this.directory = path(directory);
        if (Files.isDirectory(this.directory)) {
            models.addAll(folders(this.directory));
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

    private static List<String> folders(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> !name.matches(NO_MODEL))
                    .filter(name -> isNamedLikeAModel(name, directory))
                    .sorted()
                    .toList();
        } catch (AccessDeniedException _) {
            throw new ModelFailedException(
                    "models directory %s may not be read by this user".formatted(directory));
        } catch (IOException e) {
            throw new ModelFailedException(
                    "models directory %s cannot be read: %s".formatted(directory, e));
        }
    }

    /// Whether the folder's name is valid for a model. Others are skipped: archivers, file servers
    /// and people leave folders behind, which must not stop a start.
    private static boolean isNamedLikeAModel(String folder, Path directory) {
        if (folder.matches(NAME)) {
            return true;
        }
        LOGGER.warn(
                "Passed over folder \"{}\" in {}: the name of a model has up to 64 letters, digits,"
                        + " dots, dashes and underscores",
                folder,
                directory);
        return false;
    }

    /// Requires `name` to be one that a model can have.
    ///
    /// @throws IllegalArgumentException if it is not
    public static void requireName(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    ("the model's name is \"%s\", must have up to 64 letters, digits, dots, dashes"
                                    + " and underscores, a letter or digit first")
                            .formatted(name));
        }
    }

    /// The models of these names, in this order; all if there are no names. Of each the latest
    /// version.
    ///
    /// @throws ModelFailedException if a model of one of the names does not exist
    public Collection<ModelFiles> select(List<String> names) {
        return names(names).stream().map(name -> latest(versions(name))).toList();
    }

    private static ModelFiles latest(SortedMap<Integer, ModelFiles> versions) {
        return versions.sequencedValues().getLast();
    }

    /// These names, or those of all models if there are none.
    ///
    /// @throws ModelFailedException if a model of one of the names did not exist at the start
    public List<String> names(List<String> names) {
        names.stream().filter(name -> !models.contains(name)).findFirst().ifPresent(this::refuse);
        return names.isEmpty() ? List.copyOf(models) : List.copyOf(names);
    }

    private void refuse(String name) {
        throw new ModelFailedException(
                "model %s is not there, must be one of %s".formatted(name, models));
    }

    /// The versions of one model that there are now, by number; the only one has the number 0 if
    /// its folder holds no numbered ones.
    ///
    /// @return at least one
    /// @throws ModelFailedException if there is no model of this name
    public SortedMap<Integer, ModelFiles> versions(String name) {
        if (name.matches(NAME)) {
            Path folder = directory.resolve(name);
            if (Files.isDirectory(folder)) {
                return VersionFolders.in(folder);
            }
            if (BUNDLED.contains(name)) {
                return new TreeMap<>(Map.of(0, new BundledFiles(name)));
            }
        }
        throw new ModelFailedException(
                "model %s is not there, must be a folder in %s".formatted(name, directory));
    }
}
