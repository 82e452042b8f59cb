package io.sightline.hub;

import io.sightline.hub.StandInServer.Answer;
import io.sightline.hub.StandInServer.Asked;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Behaves like the Hugging Face Hub with one repository, `timm/tiny`, the branch `main` of which
/// is [#COMMIT]: weights lie at another host, which storage stands for; all else the hub gives
/// itself.
final class StandInHub implements AutoCloseable {

    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Queue<Answer>> faults = new ConcurrentHashMap<>();
    private final StandInServer hub = new StandInServer(this::answer);
    private final StandInServer storage = new StandInServer(this::give);
    private String extraListing = "";
    private String secret = "";

    StandInHub with(String name, byte[] content) {
        files.put(name, content.clone());
        return this;
    }

    StandInHub with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /// Lists `json` among the siblings, without having it.
    StandInHub listing(String json) {
        extraListing = "," + json;
        return this;
    }

    /// Lets in only who shows `token`.
    StandInHub guardedBy(String token) {
        secret = token;
        return this;
    }

    /// Answers the next request for `what`, such as `HEAD model.safetensors`, `API`, or, where
    /// weights lie, `STORE model.safetensors`, with `fault` once.
    StandInHub then(String what, Answer fault) {
        faults.computeIfAbsent(what, _ -> new ArrayDeque<>()).add(fault);
        return this;
    }

    StandInServer server() {
        return hub;
    }

    StandInServer storage() {
        return storage;
    }

    private void answer(Asked asked, OutputStream out) throws IOException {
        String path = asked.path();
        String file = path.substring(path.lastIndexOf('/') + 1);
        boolean api = path.startsWith("/api/");
        if (fails(api ? "API" : asked.method() + " " + file, asked, out)) {
            return;
        }
        if (!secret.isEmpty() && !asked.header("authorization").equals("Bearer " + secret)) {
            StandInServer.head(out, 401, "X-Error-Code: RepoNotFound", "Content-Length: 0");
            return;
        }
        if (!path.matches("(/api/models)?/timm/tiny/.*")) {
            StandInServer.head(out, 404, "X-Error-Code: RepoNotFound", "Content-Length: 0");
        } else if (!path.matches(
                ".*/(revision|resolve)/(main|refs%2Fpr%2F1|" + COMMIT + ")(/.*)?")) {
            StandInServer.head(out, 404, "X-Error-Code: RevisionNotFound", "Content-Length: 0");
        } else if (api) {
            list(asked, out);
        } else if (files.containsKey(file)) {
            resolve(file, asked, out);
        } else {
            StandInServer.head(out, 404, "X-Error-Code: EntryNotFound", "Content-Length: 0");
        }
    }

    private boolean fails(String what, Asked asked, OutputStream out) throws IOException {
        Answer fault = faults.getOrDefault(what, new ArrayDeque<>()).poll();
        if (fault == null) {
            return false;
        }
        fault.to(asked, out);
        return true;
    }

    private void list(Asked asked, OutputStream out) throws IOException {
        String siblings =
                files.entrySet().stream()
                        .map(file -> sibling(file.getKey(), file.getValue()))
                        .collect(Collectors.joining(","));
        String json =
                """
                {"sha": "%s", "cardData": {"license": "apache-2.0"}, "siblings": [%s%s]}\
                """
                        .formatted(COMMIT, siblings, extraListing);
        StandInServer.whole(json.getBytes(StandardCharsets.UTF_8)).to(asked, out);
    }

    private static String sibling(String name, byte[] content) {
        String large = isLarge(name) ? ", \"lfs\": {\"sha256\": \"%s\"}" : "";
        return "{\"rfilename\": \"%s\", \"size\": %s%s}"
                .formatted(name, content.length, large.formatted(sha256(content)));
    }

    private static boolean isLarge(String name) {
        return name.endsWith(".safetensors") || name.endsWith(".bin");
    }

    private void resolve(String file, Asked asked, OutputStream out) throws IOException {
        byte[] content = files.getOrDefault(file, new byte[0]);
        String commit = "X-Repo-Commit: " + COMMIT;
        if (isLarge(file)) {
            StandInServer.head(
                    out,
                    302,
                    commit,
                    "Location: " + storage.url() + "/" + file + "?signature=expires",
                    "X-Linked-Size: " + content.length,
                    "X-Linked-Etag: \"" + sha256(content) + "\"",
                    "Content-Length: 0");
            return;
        }
        String[] facts = {
            commit, "ETag: \"" + gitHash(content) + "\"", "Content-Length: " + content.length
        };
        StandInServer.head(out, 200, facts);
        if (asked.method().equals("GET")) {
            out.write(content);
        }
    }

    private void give(Asked asked, OutputStream out) throws IOException {
        String file = asked.path().substring(1);
        if (!fails("STORE " + file, asked, out)) {
            StandInServer.stored(files.getOrDefault(file, new byte[0]), "\"v1\"").to(asked, out);
        }
    }

    static String sha256(byte[] content) {
        return hash("SHA-256", content);
    }

    static String gitHash(byte[] content) {
        byte[] header = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(header, header.length + content.length);
        System.arraycopy(content, 0, all, header.length, content.length);
        return hash("SHA-1", all);
    }

    static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        hub.close();
        storage.close();
    }
}
