package io.sightline.hub;

import io.sightline.hub.transfer.FetchFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A file or folder of this machine, read as it is. In a folder the same files are taken as from a
/// repository of the hub.
///
/// @param path of it
record LocalFiles(Path path) {

    FetchedSource find() throws IOException, FetchFailedException {
        if (Files.isDirectory(path)) {
            return folder();
        }
        if (!Files.isRegularFile(path)) {
            throw new FetchFailedException(
                    "%s is %s, must be a file or a folder"
                            .formatted(path, Files.exists(path) ? "neither" : "not there"));
        }
        return fetched(path, List.of(), new Licence.Untold());
    }

    private FetchedSource folder() throws IOException, FetchFailedException {
        String weights = WantedFiles.weights(this::has, names().stream(), path.toString());
        List<String> beside = new ArrayList<>();
        if (WantedFiles.isIndex(weights)) {
            for (String shard : WantedFiles.shards(path.resolve(weights))) {
                if (!has(shard)) {
                    throw new FetchFailedException(
                            "%s names %s, which must be beside it".formatted(weights, shard));
                }
                beside.add(shard);
            }
        }
        WantedFiles.BESIDE.stream().filter(this::has).forEach(beside::add);
        Licence licence =
                has("README.md")
                        ? WantedFiles.licence(path.resolve("README.md"))
                        : new Licence.Untold();
        return fetched(path.resolve(weights), beside.stream().map(path::resolve).toList(), licence);
    }

    private boolean has(String name) {
        return Files.isRegularFile(path.resolve(name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> String.valueOf(file.getFileName())).limit(1_000).toList();
        }
    }

    private FetchedSource fetched(Path weights, List<Path> beside, Licence licence) {
        String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        return new FetchedSource(weights, beside, name, licence, List.of());
    }
}
