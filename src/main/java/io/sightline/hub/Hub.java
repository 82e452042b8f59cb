package io.sightline.hub;

import io.sightline.hub.Source.HuggingFace;
import io.sightline.hub.transfer.ContentHash;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.Patience;
import io.sightline.hub.transfer.Reply;
import io.sightline.hub.transfer.Shown;
import io.sightline.hub.transfer.WebClient;
import io.sightline.hub.transfer.WebClient.Request;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a hub tells of one repository.
final class Hub {

    private final URI endpoint;
    private final HuggingFace source;
    private final Token token;
    private final WebClient web;
    private final Patience patience;
    private final HubWords words;

    Hub(URI endpoint, HuggingFace source, Token token, WebClient web, Patience patience) {
        this.endpoint = endpoint;
        this.source = source;
        this.token = token;
        this.web = web;
        this.patience = patience;
        this.words = new HubWords(source, token);
    }

    /// A repository at one commit.
    ///
    /// @param commit 40 hexadecimal digits
    /// @param files its files by name, with their SHA-256 where the list tells it, else empty
    /// @param licence as the hub has read it from the model's card
    record Listing(String commit, Map<String, String> files, Licence licence) {}

    /// What a file is, before it is fetched.
    ///
    /// @param size in bytes
    /// @param hash of its content
    record Facts(long size, ContentHash.Known hash) {}

    /// Lists the repository at the revision of the source.
    Listing list() throws FetchFailedException, InterruptedException {
        URI url =
                URI.create(
                        "%s/api/models/%s/revision/%s?blobs=true"
                                .formatted(
                                        endpoint, source.repository(), encoded(source.revision())));
        Request request = new Request("GET", url, token::headers);
        return patience.insist(
                source.notation(),
                () -> {
                    try (Reply reply = web.ask(request, (_, _) -> true)) {
                        if (reply.status() != 200) {
                            throw words.refusal("", reply);
                        }
                        return listing(reply);
                    }
                });
    }

    private Listing listing(Reply reply)
            throws IOException, FetchFailedException, InterruptedException {
        String what = Shown.url(reply.url());
        JsonNode json = WantedFiles.parse(what, web.whole(reply, WantedFiles.MAX_TEXT));
        String commit = json.path("sha").asString("");
        if (!source.at(commit).isPinned()) {
            throw words.noHub(reply, "a commit (sha)");
        }
        if (source.isPinned() && !source.revision().equals(commit)) {
            throw new FetchFailedException(
                    "%s is answered with the commit %s, must be the same"
                            .formatted(source.notation(), commit));
        }
        Map<String, String> files = new HashMap<>();
        for (JsonNode file : json.path("siblings").values()) {
            files.put(
                    file.path("rfilename").asString(""),
                    file.path("lfs").path("sha256").asString(""));
        }
        return new Listing(commit, files, licence(json.path("cardData")));
    }

    private static Licence licence(JsonNode card) {
        JsonNode licence = card.path("license");
        String id = (licence.isArray() ? licence.path(0) : licence).asString("");
        String name = card.path("license_name").asString("");
        String told = id.equals("other") && !name.isBlank() ? name : id;
        return told.isBlank() ? new Licence.Untold() : new Licence.Told(told);
    }

    /// Asks for size and hash of a file of a commit.
    Facts facts(String commit, String file) throws FetchFailedException, InterruptedException {
        Request request = new Request("HEAD", url(commit, file), token::headers);
        return patience.insist(
                file,
                () -> {
                    try (Reply reply = web.ask(request, this::isOnTheWay)) {
                        if (reply.status() != 200 && !reply.isRedirect()) {
                            throw words.refusal(file, reply);
                        }
                        return facts(commit, file, reply);
                    }
                });
    }

    /// A redirect that tells of the file is the answer to a question for it, and so is one to a
    /// host that is no hub. Others lead to where a repository was moved to.
    private boolean isOnTheWay(Reply redirect, URI next) {
        return token.isHub(next) && redirect.header("X-Linked-Etag").isEmpty();
    }

    private Facts facts(String commit, String file, Reply reply) throws FetchFailedException {
        String actual = reply.header("X-Repo-Commit").orElse("");
        if (actual.isEmpty()) {
            throw words.noHub(reply, "X-Repo-Commit");
        }
        if (!actual.equals(commit)) {
            throw new FetchFailedException(
                    "%s is of commit %s, must be of %s"
                            .formatted(file, Shown.text(actual), commit));
        }
        String tag =
                reply.header("X-Linked-Etag")
                        .or(() -> reply.header("ETag"))
                        .orElse("")
                        .replaceFirst("^W/", "")
                        .replace("\"", "");
        ContentHash.Known hash =
                ContentHash.ofEntityTag(tag)
                        .orElseThrow(
                                () ->
                                        new FetchFailedException(
                                                "the entity tag of %s is %s, must be a hash"
                                                        .formatted(file, Shown.text(tag))));
        Optional<Long> linked = reply.length("X-Linked-Size");
        Optional<Long> size =
                linked.isPresent() || reply.isRedirect() ? linked : reply.length("Content-Length");
        return new Facts(size.orElseThrow(() -> words.noHub(reply, "the length of " + file)), hash);
    }

    URI url(String commit, String file) {
        return URI.create(
                "%s/%s/resolve/%s/%s"
                        .formatted(endpoint, source.repository(), commit, encoded(file)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    FetchFailedException refusal(String file, Reply reply) {
        return words.refusal(file, reply);
    }

    Map<String, String> headers(URI url) {
        return token.headers(url);
    }
}
