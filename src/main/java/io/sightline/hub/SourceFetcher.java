package io.sightline.hub;

import io.sightline.hub.Source.HuggingFace;
import io.sightline.hub.Source.Local;
import io.sightline.hub.Source.Npm;
import io.sightline.hub.Source.Web;
import io.sightline.hub.Source.Zoo;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import io.sightline.hub.transfer.Patience;
import io.sightline.hub.transfer.Progress;
import io.sightline.hub.transfer.Time;
import io.sightline.hub.transfer.WebClient;
import io.sightline.hub.transfer.Words;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/// Brings the files of a [Source] to this machine, unless they are in a cache already.
///
/// May be used by several threads, and by several processes that share a cache. The calling thread
/// blocks; an interrupt ends the fetch, and the next one goes on from there.
public final class SourceFetcher {

    private final Surroundings surroundings;
    private final FetchRules rules;
    private final Time time;

    /// @param environment the variables of the process; which of them count, `docs/models.md` says
    /// @param rules what a fetch may take; offline also if the environment says so
    /// @throws IllegalArgumentException if a variable cannot be used
    public SourceFetcher(Map<String, String> environment, FetchRules rules) {
        this(environment, rules, Time.OF_THE_MACHINE);
    }

    SourceFetcher(Map<String, String> environment, FetchRules rules, Time time) {
        this.surroundings = Surroundings.of(environment);
        this.rules = rules.offline(surroundings.offline());
        this.time = time;
    }

    /// Fetches `source`.
    ///
    /// @throws FetchFailedException if its files cannot be had
    /// @throws IllegalArgumentException if it is a package of npm, which is not fetched
    public FetchedSource fetch(Source source, Progress progress)
            throws FetchFailedException, InterruptedException {
        try {
            return switch (source) {
                case Local(var path) -> new LocalFiles(path).find();
                case HuggingFace repository -> fetch(repository, progress);
                case Zoo model -> fetch(model, progress);
                case Web file -> fetch(file, progress);
                case Npm _ ->
                        throw new IllegalArgumentException(
                                "source is %s, must be imported".formatted(source.notation()));
            };
        } catch (IOException e) {
            throw new FetchFailedException(words(e), e);
        }
    }

    private static String words(IOException failure) {
        if (failure instanceof FileSystemException e && e.getFile() != null) {
            String reason = e instanceof NoSuchFileException ? "no such folder" : Words.of(e);
            return "%s cannot be written or read (%s)".formatted(e.getFile(), reason);
        }
        return "a file cannot be written or read (%s)".formatted(Words.of(failure));
    }

    private FetchedSource fetch(HuggingFace source, Progress progress)
            throws FetchFailedException, IOException, InterruptedException {
        if (rules.offline()) {
            HubCache cache = new HubCache(surroundings.hubCache(), source);
            return HubSnapshot.offline(source, cache).fetched(new Licence.Untold());
        }
        try (WebClient web = web()) {
            return new HubFetch(source, surroundings, fetching(web, progress)).run();
        }
    }

    private FetchedSource fetch(Zoo source, Progress progress)
            throws FetchFailedException, IOException, InterruptedException {
        ZooFetch fetch =
                new ZooFetch(source, surroundings.zoo(), surroundings.ownCache().resolve("djl"));
        if (rules.offline() || fetch.isCached()) {
            return fetch.offline();
        }
        try (WebClient web = web()) {
            return fetch.run(fetching(web, progress));
        }
    }

    private FetchedSource fetch(Web source, Progress progress)
            throws FetchFailedException, IOException, InterruptedException {
        WebFetch fetch = new WebFetch(source, surroundings.ownCache().resolve("sha256"));
        Optional<FetchedSource> cached = fetch.cached();
        if (cached.isPresent()) {
            return cached.get();
        }
        if (rules.offline()) {
            throw new FetchFailedException(
                    "%s is not in the cache, must be (with its sha256) while offline"
                            .formatted(source.notation()));
        }
        try (WebClient web = web()) {
            return fetch.run(fetching(web, progress));
        }
    }

    private WebClient web() {
        return new WebClient(surroundings.proxies(), surroundings.limits());
    }

    private Fetching fetching(WebClient web, Progress progress) {
        return new Fetching(web, new Patience(rules, time, progress), progress, rules);
    }
}
