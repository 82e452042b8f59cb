package io.sightline.hub;

import io.sightline.hub.Hub.Facts;
import io.sightline.hub.Hub.Listing;
import io.sightline.hub.Source.HuggingFace;
import io.sightline.hub.transfer.ContentHash;
import io.sightline.hub.transfer.Download;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FileLock;
import io.sightline.hub.transfer.Shown;
import io.sightline.hub.transfer.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Fetches the model of one repository of a hub, as far as the cache does not have it. Used once.
final class HubFetch {

    private final HuggingFace source;
    private final HubCache cache;
    private final Hub hub;
    private final Fetching fetching;
    private long left;

    HubFetch(HuggingFace source, Surroundings surroundings, Fetching fetching)
            throws FetchFailedException {
        this.source = source;
        this.cache = new HubCache(surroundings.hubCache(), source);
        this.fetching = fetching;
        this.left = fetching.rules().maxBytes();
        this.hub =
                new Hub(
                        surroundings.hub(),
                        source,
                        Token.of(surroundings),
                        fetching.web(),
                        fetching.patience());
    }

    FetchedSource run() throws FetchFailedException, IOException, InterruptedException {
        if (source.isPinned()) {
            HubSnapshot snapshot = new HubSnapshot(source, cache, source.revision());
            if (snapshot.isComplete()) {
                return snapshot.fetched(new Licence.Untold());
            }
        }
        Listing listing = hub.list();
        String commit = listing.commit();
        String weights =
                WantedFiles.weights(
                        listing.files()::containsKey,
                        listing.files().keySet().stream(),
                        source.notation());
        cache.remember(source, commit);
        rememberLacks(listing);
        List<String> names = new ArrayList<>(List.of(weights));
        WantedFiles.BESIDE.stream().filter(listing.files()::containsKey).forEach(names::add);
        bringAll(listing, names);
        if (WantedFiles.isIndex(weights)) {
            bringAll(listing, shards(listing, weights));
        }
        return new HubSnapshot(source, cache, commit).fetched(listing.licence());
    }

    private void rememberLacks(Listing listing) throws IOException {
        for (String name : WantedFiles.all()) {
            if (!listing.files().containsKey(name)) {
                cache.rememberLack(listing.commit(), name);
            }
        }
    }

    private List<String> shards(Listing listing, String index)
            throws IOException, FetchFailedException {
        List<String> shards = WantedFiles.shards(cache.file(listing.commit(), index));
        for (String shard : shards) {
            if (!listing.files().containsKey(shard)) {
                throw new FetchFailedException(
                        "%s names %s, which must be in the repository".formatted(index, shard));
            }
        }
        return shards;
    }

    private void bringAll(Listing listing, List<String> names)
            throws FetchFailedException, IOException, InterruptedException {
        for (String name : names) {
            if (!cache.has(listing.commit(), name)) {
                bring(listing, name);
            }
        }
    }

    private void bring(Listing listing, String name)
            throws FetchFailedException, IOException, InterruptedException {
        Facts facts = hub.facts(listing.commit(), name);
        String listed = listing.files().getOrDefault(name, "");
        String hash = facts.hash().hex();
        if (!listed.isEmpty() && !listed.equals(hash)) {
            throw new FetchFailedException(
                    "%s is listed with SHA-256 %s and given with %s, must be the same"
                            .formatted(name, Shown.text(listed), hash));
        }
        long most = isWeights(name) ? left : Math.min(left, WantedFiles.MAX_TEXT);
        requireLength(name, facts, most);
        Files.createDirectories(cache.blob(hash).getParent());
        try (FileLock _ = FileLock.of(cache.lock(hash), fetching.patience())) {
            if (!Files.exists(cache.blob(hash))) {
                download(listing.commit(), name, facts, most);
            }
            cache.link(listing.commit(), name, hash);
        }
        left -= facts.size();
    }

    private static boolean isWeights(String name) {
        return Stream.of(".safetensors", ".bin").anyMatch(name::endsWith);
    }

    private static void requireLength(String name, Facts facts, long most)
            throws FetchFailedException {
        if (facts.size() > most) {
            throw new FetchFailedException(
                    "%s has %s bytes, must have at most %s".formatted(name, facts.size(), most));
        }
    }

    private void download(String commit, String name, Facts facts, long most)
            throws FetchFailedException, IOException, InterruptedException {
        String hash = facts.hash().hex();
        Path blob = cache.blob(hash);
        fetching.requireRoom(name, facts.size(), blob);
        ContentHash expected = facts.hash();
        new Download(
                        fetching.web(),
                        fetching.patience(),
                        fetching.progress(),
                        reply -> hub.refusal(name, reply),
                        new Transfer(
                                name,
                                hub.url(commit, name),
                                hub::headers,
                                facts.size(),
                                expected,
                                most,
                                cache.partial(hash),
                                blob))
                .run();
    }
}
