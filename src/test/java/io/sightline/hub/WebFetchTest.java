package io.sightline.hub;

import static io.sightline.hub.StandInServer.cut;
import static io.sightline.hub.StandInServer.head;
import static io.sightline.hub.StandInServer.only;
import static io.sightline.hub.StandInServer.stored;
import static io.sightline.hub.StandInServer.unmeasured;
import static io.sightline.hub.StandInServer.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sightline.hub.StandInServer.Answer;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebFetchTest {

    private static final byte[] CONTENT = "0123456789".getBytes(UTF_8);
    private static final String DIGEST = StandInHub.sha256(CONTENT);
    private static final FetchRules RULES = new FetchRules(false, 10, Duration.ofHours(1), 3);

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final StandInServer server =
            new StandInServer(
                    (asked, out) -> {
                        Answer next = answers.poll();
                        (next == null ? stored(CONTENT, "\"v1\"") : next).to(asked, out);
                    });

    private final HeardProgress progress = new HeardProgress();

    @TempDir private Path caches;

    @AfterEach
    void closeServer() {
        server.close();
    }

    private FetchedSource fetch(String source, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("XDG_CACHE_HOME", caches.toString());
        environment.put("HF_HUB_ETAG_TIMEOUT", "50");
        return new SourceFetcher(environment, RULES, new HastyTime())
                .fetch(Source.parse(source), progress);
    }

    private FetchedSource fetch(String source) throws Exception {
        return fetch(source, Map.of());
    }

    private String failure(String source) {
        return String.valueOf(
                assertThatExceptionOfType(FetchFailedException.class)
                        .isThrownBy(() -> fetch(source))
                        .actual()
                        .getMessage());
    }

    private String url() {
        return server.url() + "/resnet18.pth";
    }

    private String pinned() {
        return url() + "#sha256=" + DIGEST;
    }

    @Test
    void keepsAFileUnderItsHash() throws Exception {
        FetchedSource fetched = fetch(pinned());

        assertThat(fetched.weights())
                .isEqualTo(
                        caches.resolve("sightline/sha256").resolve(DIGEST).resolve("resnet18.pth"))
                .hasBinaryContent(CONTENT);
        assertThat(fetched.provenance()).isEqualTo(pinned());
        assertThat(fetched.notes()).isEmpty();
    }

    @Test
    void asksNobodyForAHashThatIsThere() throws Exception {
        fetch(pinned());

        fetch("https://example.org/elsewhere.pth#sha256=" + DIGEST, Map.of("HF_HUB_OFFLINE", "1"));

        assertThat(server.log()).hasSize(1);
    }

    @Test
    void saysHowToPinAFile() throws Exception {
        FetchedSource fetched = fetch(url());

        assertThat(fetched.provenance()).isEqualTo(pinned());
        assertThat(fetched.notes())
                .containsExactly("the file was not pinned; it has this hash: " + pinned());
        assertThat(entries(caches.resolve("sightline/sha256"))).containsExactly(DIGEST);
    }

    private static List<String> entries(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void fetchesAnUnpinnedFileAnew() throws Exception {
        fetch(url());

        fetch(url());

        assertThat(server.log()).hasSize(2);
    }

    @Test
    void refusesAnotherHash() {
        answers.add(whole("9876543210".getBytes(UTF_8)));

        assertThat(failure(pinned())).endsWith(", must have " + DIGEST);
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        answers.add(cut(CONTENT, 3, progress::awaitBytes, "ETag: \"v1\""));

        assertThat(fetch(url()).weights()).hasBinaryContent(CONTENT);
        assertThat(server.log().getLast().headers())
                .containsEntry("range", "bytes=3-")
                .containsEntry("if-range", "\"v1\"");
    }

    @Test
    void followsARedirectOfThisMachineToItself() throws Exception {
        answers.add(only(302, "Location: /moved"));

        assertThat(fetch(pinned()).weights()).hasBinaryContent(CONTENT);
        assertThat(server.requests()).containsExactly("GET /resnet18.pth", "GET /moved");
    }

    @Test
    void refusesWhatIsNoFile() {
        answers.add(only(404, "Content-Length: 0"));

        assertThat(failure(pinned()))
                .isEqualTo(url() + " answers 404, must answer 200 and the file");
    }

    @Test
    void refusesAFileThatSaysItIsTooLong() {
        answers.add(whole("0123456789x".getBytes(UTF_8)));

        assertThat(failure(pinned()))
                .isEqualTo("resnet18.pth has 11 bytes or more, must have at most 10");
    }

    @Test
    void refusesAFileThatTurnsOutToBeTooLong() {
        answers.add(
                (_, out) -> {
                    head(out, 200, "Transfer-Encoding: chunked");
                    out.write("b\r\n0123456789x\r\n0\r\n\r\n".getBytes(UTF_8));
                });

        assertThat(failure(pinned())).contains("has 11 bytes or more, must have at most 10");
    }

    @Test
    void takesAFileWithoutLengthIfItsHashIsKnown() throws Exception {
        answers.add(unmeasured(CONTENT));

        assertThat(fetch(pinned()).weights()).hasBinaryContent(CONTENT);
    }

    @Test
    void refusesAFileWithoutLengthAndHash() {
        answers.add(unmeasured(CONTENT));

        assertThat(failure(url())).endsWith("hash is unknown: a cut would pass unseen");
    }

    @Test
    void callsAFileByAPlainName() throws Exception {
        FetchedSource fetched = fetch(server.url() + "/..%2f..%2fx#sha256=" + DIGEST);

        assertThat(fetched.weights()).hasFileName("file");
    }

    @Test
    void asksNobodyOffline() {
        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(url(), Map.of("HF_HUB_OFFLINE", "1")))
                .withMessage(
                        url() + " is not in the cache, must be (with its sha256) while offline");
        assertThat(server.log()).isEmpty();
    }

    @Test
    void asksAProxyForATunnel() {
        answers.add(only(502, "Content-Length: 0"));
        answers.add(only(502, "Content-Length: 0"));
        answers.add(only(502, "Content-Length: 0"));

        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(
                        () -> fetch("https://example.org/x", Map.of("HTTPS_PROXY", server.url())));
        assertThat(server.requests()).contains("CONNECT example.org:443");
    }
}
