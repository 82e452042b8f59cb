package io.sightline.hub;

import io.sightline.hub.Source.Zoo;
import io.sightline.hub.ZooListing.Model;
import io.sightline.hub.ZooListing.ZooFile;
import io.sightline.hub.transfer.Download;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FileLock;
import io.sightline.hub.transfer.Reply;
import io.sightline.hub.transfer.Shown;
import io.sightline.hub.transfer.Transfer;
import io.sightline.hub.transfer.WebClient.Request;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Fetches an image classifier of DJL's model zoo. The cache has a folder for each model, with the
/// unpacked archive and its labels, which appear when they are whole and verified.
///
/// @param source whom was asked for
/// @param zoo the URL of the zoo
/// @param cache the folder of all its models
record ZooFetch(Zoo source, URI zoo, Path cache) {

    static final String LABELS = "synset.txt";

    /// Reads the model that an exact source means from the cache; or says what is missing.
    FetchedSource offline() throws FetchFailedException {
        if (!isExact() || !isThere(source)) {
            throw new FetchFailedException(
                    "%s is not in the cache, must be (with version and name) while offline"
                            .formatted(source.notation()));
        }
        return fetched(source, new Licence.Untold());
    }

    private boolean isExact() {
        return !source.name().isEmpty();
    }

    private boolean isThere(Zoo exact) {
        return Files.isRegularFile(weights(exact)) && Files.isRegularFile(labels(exact));
    }

    /// Tells whether the cache has it, so that nobody need be asked.
    boolean isCached() {
        return isExact() && isThere(source);
    }

    private Path folder(Zoo exact) {
        return cache.resolve(exact.group())
                .resolve(exact.artifact())
                .resolve(exact.version())
                .resolve(exact.name());
    }

    private Path weights(Zoo exact) {
        return folder(exact).resolve(exact.name() + ".pt");
    }

    private Path labels(Zoo exact) {
        return folder(exact).resolve(LABELS);
    }

    private FetchedSource fetched(Zoo exact, Licence licence) {
        return new FetchedSource(
                weights(exact), List.of(labels(exact)), exact.notation(), licence, List.of());
    }

    FetchedSource run(Fetching fetching)
            throws FetchFailedException, IOException, InterruptedException {
        Model model = listing(fetching).model();
        Files.createDirectories(folder(model.source()));
        try (FileLock _ =
                FileLock.of(folder(model.source()).resolve(".lock"), fetching.patience())) {
            bring(fetching, model.labels(), labels(model.source()), WantedFiles.MAX_TEXT);
            bring(fetching, model.weights(), weights(model.source()), fetching.rules().maxBytes());
        }
        return fetched(model.source(), model.licence());
    }

    private ZooListing listing(Fetching fetching)
            throws FetchFailedException, InterruptedException {
        URI folder =
                URI.create(
                        "%s/model/cv/image_classification/%s/%s/"
                                .formatted(
                                        zoo, source.group().replace('.', '/'), source.artifact()));
        Request request = new Request("GET", folder.resolve("metadata.json"), _ -> Map.of());
        return fetching.patience()
                .insist(
                        source.notation(),
                        () -> {
                            try (Reply reply = fetching.web().ask(request, (_, _) -> true)) {
                                if (reply.status() != 200) {
                                    throw refusal(reply);
                                }
                                byte[] json = fetching.web().whole(reply, WantedFiles.MAX_TEXT);
                                return new ZooListing(
                                        source,
                                        folder,
                                        WantedFiles.parse(Shown.url(reply.url()), json));
                            }
                        });
    }

    private FetchFailedException refusal(Reply reply) {
        return reply.status() == 403 || reply.status() == 404
                ? new FetchFailedException(
                        "%s is not in the zoo, must be (%s from %s)"
                                .formatted(
                                        source.notation(), reply.status(), Shown.url(reply.url())))
                : WebFetch.refusal(reply);
    }

    private static void bring(Fetching fetching, ZooFile file, Path target, long most)
            throws FetchFailedException, IOException, InterruptedException {
        if (Files.isRegularFile(target)) {
            return;
        }
        fetching.requireRoom(String.valueOf(target.getFileName()), file.size(), target);
        Path packed = target.resolveSibling(".%s.packed".formatted(file.hash().hex()));
        Path arrived = file.isPacked() ? packed : target;
        if (!Files.exists(packed)) {
            new Download(
                            fetching.web(),
                            fetching.patience(),
                            fetching.progress(),
                            WebFetch::refusal,
                            new Transfer(
                                    String.valueOf(target.getFileName()),
                                    file.url(),
                                    _ -> Map.of(),
                                    file.size(),
                                    file.hash(),
                                    most,
                                    target.resolveSibling(
                                            ".%s.incomplete".formatted(file.hash().hex())),
                                    arrived))
                    .run();
        }
        if (file.isPacked()) {
            unpack(packed, target, most);
            Files.delete(packed);
        }
    }

    private static void unpack(Path packed, Path target, long most)
            throws FetchFailedException, IOException {
        Path fresh = target.resolveSibling(".unpacking");
        try (InputStream content = new GZIPInputStream(Files.newInputStream(packed), 1 << 16);
                OutputStream file = Files.newOutputStream(fresh)) {
            byte[] buffer = new byte[1 << 16];
            long done = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                done += read;
                if (done > most) {
                    throw new FetchFailedException(
                            "%s unpacks to more than %s bytes, must have at most so many"
                                    .formatted(target.getFileName(), most));
                }
                file.write(buffer, 0, read);
            }
        } catch (ZipException | EOFException e) {
            Files.delete(packed);
            throw new FetchFailedException(
                    "%s comes packed, and the archive is damaged".formatted(target.getFileName()),
                    e);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
