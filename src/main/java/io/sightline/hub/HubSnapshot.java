package io.sightline.hub;

import io.sightline.hub.Source.HuggingFace;
import io.sightline.hub.transfer.FetchFailedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the cache holds of one commit. Nobody is asked.
///
/// @param source whom was asked for
/// @param cache of its repository
/// @param commit 40 hexadecimal digits
record HubSnapshot(HuggingFace source, HubCache cache, String commit) {

    /// The snapshot that a revision was when the hub was last asked.
    ///
    /// @throws FetchFailedException if the hub never was
    static HubSnapshot offline(HuggingFace source, HubCache cache)
            throws IOException, FetchFailedException {
        Optional<String> commit = cache.commitOf(source);
        if (commit.isEmpty()) {
            throw new FetchFailedException(
                    "%s is not in the cache, must be while offline".formatted(source.notation()));
        }
        return new HubSnapshot(source, cache, commit.get());
    }

    /// Tells whether the hub could add nothing.
    boolean isComplete() throws IOException, FetchFailedException {
        Optional<String> weights = weights();
        if (weights.isEmpty()) {
            return false;
        }
        int place = WantedFiles.WEIGHTS.indexOf(weights.get());
        return WantedFiles.WEIGHTS.subList(0, place).stream().allMatch(this::lacks)
                && WantedFiles.BESIDE.stream().allMatch(name -> has(name) || lacks(name))
                && shards(weights.get()).stream().allMatch(this::has);
    }

    private boolean lacks(String name) {
        return cache.lacks(commit, name);
    }

    private boolean has(String name) {
        return cache.has(commit, name);
    }

    private Optional<String> weights() {
        return WantedFiles.WEIGHTS.stream().filter(this::has).findFirst();
    }

    private List<String> shards(String weights) throws IOException, FetchFailedException {
        return WantedFiles.isIndex(weights)
                ? WantedFiles.shards(cache.file(commit, weights))
                : List.of();
    }

    /// The files.
    ///
    /// @param licence if the model's card is not there or silent
    /// @throws FetchFailedException if weights are missing
    FetchedSource fetched(Licence licence) throws IOException, FetchFailedException {
        String weights =
                weights()
                        .orElseThrow(
                                () ->
                                        new FetchFailedException(
                                                "%s (commit %s) has no weights in the cache, must while offline"
                                                        .formatted(source.notation(), commit)));
        List<String> shards = shards(weights);
        for (String shard : shards) {
            if (!has(shard)) {
                throw new FetchFailedException(
                        "%s (commit %s) lacks %s in the cache, must have it while offline"
                                .formatted(source.notation(), commit, shard));
            }
        }
        List<Path> beside =
                Stream.concat(shards.stream(), WantedFiles.BESIDE.stream().filter(this::has))
                        .map(name -> cache.file(commit, name))
                        .toList();
        return new FetchedSource(
                cache.file(commit, weights),
                beside,
                source.at(commit).notation(),
                told(licence),
                notes());
    }

    private Licence told(Licence otherwise) throws IOException {
        if (!has("README.md")) {
            return otherwise;
        }
        Licence card = WantedFiles.licence(cache.file(commit, "README.md"));
        return card instanceof Licence.Untold ? otherwise : card;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!source.isPinned()) {
            notes.add("%s is commit %s".formatted(source.notation(), commit));
        }
        for (String name : WantedFiles.BESIDE) {
            if (!has(name) && !lacks(name)) {
                notes.add(
                        "%s is not in the cache; whether the repository has one is not known"
                                .formatted(name));
            }
        }
        return notes;
    }
}
