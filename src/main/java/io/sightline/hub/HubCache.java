package io.sightline.hub;

import io.sightline.hub.Source.HuggingFace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// One repository in the cache that is shared with huggingface_hub, in its layout: contents by
/// their hash in `blobs`, links to them by commit and name in `snapshots`, what branches point at
/// in `refs`, and what a commit does not have in `.no_exist`.
final class HubCache {

    private final Path root;
    private final String name;
    private final Path folder;

    HubCache(Path root, HuggingFace source) {
        this.root = root;
        this.name = "models--" + source.owner() + "--" + source.name();
        this.folder = root.resolve(name);
    }

    /// The commit that a revision was when it was last asked for.
    Optional<String> commitOf(HuggingFace source) throws IOException {
        if (source.isPinned()) {
            return Optional.of(source.revision());
        }
        Path ref = ref(source);
        if (!Files.isRegularFile(ref) || Files.size(ref) > 100) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(ref).strip())
                .filter(commit -> source.at(commit).isPinned());
    }

    void remember(HuggingFace source, String commit) throws IOException {
        if (commitOf(source).filter(commit::equals).isPresent()) {
            return;
        }
        Path ref = ref(source);
        Files.createDirectories(ref.getParent());
        Path fresh = Files.createTempFile(ref.getParent(), ".ref", "");
        Files.writeString(fresh, commit);
        Files.move(fresh, ref, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path ref(HuggingFace source) {
        return folder.resolve("refs").resolve(source.revision());
    }

    /// Where a file of a commit is, or will be.
    Path file(String commit, String file) {
        return folder.resolve("snapshots").resolve(commit).resolve(file);
    }

    boolean has(String commit, String file) {
        return Files.isRegularFile(file(commit, file));
    }

    /// Tells whether the commit is known not to have the file.
    boolean lacks(String commit, String file) {
        return Files.exists(absence(commit, file));
    }

    void rememberLack(String commit, String file) throws IOException {
        if (lacks(commit, file)) {
            return;
        }
        Path mark = absence(commit, file);
        Files.createDirectories(mark.getParent());
        try {
            Files.createFile(mark);
        } catch (FileAlreadyExistsException _) {
            // another fetch was quicker
        }
    }

    private Path absence(String commit, String file) {
        return folder.resolve(".no_exist").resolve(commit).resolve(file);
    }

    Path blob(String hash) {
        return folder.resolve("blobs").resolve(hash);
    }

    /// Where a content grows. Older versions of huggingface_hub write to `<hash>.incomplete`, under
    /// a lock that Java cannot see.
    Path partial(String hash) {
        return folder.resolve("blobs").resolve(hash + ".sightline.incomplete");
    }

    Path lock(String hash) {
        return root.resolve(".locks").resolve(name).resolve(hash + ".lock");
    }

    /// Gives the content of `hash` its name in a commit.
    void link(String commit, String file, String hash) throws IOException {
        Path link = file(commit, file);
        if (has(commit, file)) {
            return;
        }
        Path snapshot = Files.createDirectories(link.getParent());
        Files.deleteIfExists(link); // a link whose content somebody removed
        try {
            Files.createSymbolicLink(link, snapshot.relativize(blob(hash)));
        } catch (FileAlreadyExistsException _) {
            // another fetch was quicker
        } catch (UnsupportedOperationException | FileSystemException _) {
            copy(hash, link);
        }
    }

    /// As huggingface_hub does where there are no links.
    private void copy(String hash, Path file) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), ".copy", "");
        Files.copy(blob(hash), fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
