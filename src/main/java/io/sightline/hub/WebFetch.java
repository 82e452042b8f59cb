package io.sightline.hub;

import io.sightline.hub.Source.Web;
import io.sightline.hub.transfer.ContentHash;
import io.sightline.hub.transfer.ContentHash.Kind;
import io.sightline.hub.transfer.Download;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FileLock;
import io.sightline.hub.transfer.Progress;
import io.sightline.hub.transfer.Reply;
import io.sightline.hub.transfer.Shown;
import io.sightline.hub.transfer.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Fetches one file behind a URL. The cache has it in a folder called by its SHA-256, so that a
/// file that is there is the right one.
///
/// @param source the URL, with or without the hash
/// @param cache the folder of all such files
record WebFetch(Web source, Path cache) {

    /// The file of the cache, if the source names a hash that is there.
    Optional<FetchedSource> cached() throws IOException {
        Path folder = folder(source.sha256());
        if (source.sha256().isEmpty() || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !isPartial(file))
                    .findFirst()
                    .map(file -> fetched(file, source.sha256()));
        }
    }

    private static boolean isPartial(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    FetchedSource run(Fetching fetching)
            throws FetchFailedException, IOException, InterruptedException {
        return source.sha256().isEmpty() ? unpinned(fetching) : pinned(fetching);
    }

    private FetchedSource pinned(Fetching fetching)
            throws FetchFailedException, IOException, InterruptedException {
        Path folder = Files.createDirectories(folder(source.sha256()));
        try (FileLock _ = FileLock.of(folder.resolve(".lock"), fetching.patience())) {
            Optional<FetchedSource> meanwhile = cached();
            if (meanwhile.isPresent()) {
                return meanwhile.get();
            }
            Path target = folder.resolve(fileName());
            download(
                    fetching,
                    new ContentHash.Known(Kind.SHA_256, source.sha256()),
                    folder.resolve(".incomplete"),
                    target);
            return fetched(target, source.sha256());
        }
    }

    /// Nothing says whether an earlier part is of the same file, so none is used.
    private FetchedSource unpinned(Fetching fetching)
            throws FetchFailedException, IOException, InterruptedException {
        Files.createDirectories(cache);
        Path partial = cache.resolve(".%s.incomplete".formatted(UUID.randomUUID()));
        Path whole = cache.resolve(".%s.whole".formatted(UUID.randomUUID()));
        try {
            download(fetching, new ContentHash.Untold(), partial, whole);
            String sha256 = Kind.SHA_256.of(whole);
            Path target = Files.createDirectories(folder(sha256)).resolve(fileName());
            Files.move(
                    whole,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return fetched(target, sha256);
        } finally {
            Files.deleteIfExists(partial);
            Files.deleteIfExists(whole);
        }
    }

    private void download(Fetching fetching, ContentHash hash, Path partial, Path target)
            throws FetchFailedException, IOException, InterruptedException {
        new Download(
                        fetching.web(),
                        fetching.patience(),
                        fetching.progress(),
                        WebFetch::refusal,
                        new Transfer(
                                fileName(),
                                source.url(),
                                _ -> Map.of(),
                                Progress.UNKNOWN,
                                hash,
                                fetching.rules().maxBytes(),
                                partial,
                                target))
                .run();
    }

    static FetchFailedException refusal(Reply reply) {
        return new FetchFailedException(
                "%s answers %s, must answer 200 and the file"
                        .formatted(Shown.url(reply.url()), reply.status()));
    }

    private Path folder(String sha256) {
        return cache.resolve(sha256);
    }

    /// The last name in the URL, if it is a plain one; nobody tells a file's format by its name.
    private String fileName() {
        String path = source.url().getRawPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.matches("[A-Za-z0-9_][A-Za-z0-9._+-]{0,150}") ? name : "file";
    }

    private FetchedSource fetched(Path file, String sha256) {
        Web pinned = new Web(source.url(), sha256);
        List<String> notes =
                source.sha256().isEmpty()
                        ? List.of("the file was not pinned; it has this hash: " + pinned.notation())
                        : List.of();
        return new FetchedSource(file, List.of(), pinned.notation(), new Licence.Untold(), notes);
    }
}
