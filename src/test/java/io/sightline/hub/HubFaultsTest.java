package io.sightline.hub;

import static io.sightline.hub.StandInServer.head;
import static io.sightline.hub.StandInServer.only;
import static io.sightline.hub.StandInServer.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sightline.hub.StandInServer.Answer;
import io.sightline.hub.StandInServer.Asked;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes of transfers that break off, stall, or bring something else.
class HubFaultsTest {

    private static final String NAME = "model.safetensors";
    private static final String STORE = "STORE " + NAME;
    private static final byte[] WEIGHTS = "0123456789".getBytes(UTF_8);
    private static final byte[] OTHERS = "9876543210".getBytes(UTF_8);

    private final StandInHub hub = new StandInHub().with(NAME, WEIGHTS);
    private final HastyTime time = new HastyTime();
    private final HeardProgress progress = new HeardProgress();
    private final CountDownLatch end = new CountDownLatch(1);

    @TempDir private Path home;

    @AfterEach
    void closeHub() {
        end.countDown();
        hub.close();
    }

    private byte[] fetch(FetchRules rules, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("HF_HOME", home.toString());
        environment.put("HF_ENDPOINT", hub.server().url());
        environment.put("HF_HUB_ETAG_TIMEOUT", "50");
        environment.put("HF_HUB_DOWNLOAD_TIMEOUT", "50");
        environment.putAll(more);
        return Files.readAllBytes(
                new SourceFetcher(environment, rules, time)
                        .fetch(Source.parse("hf://timm/tiny"), progress)
                        .weights());
    }

    private byte[] fetch() throws Exception {
        return fetch(FetchRules.USUAL, Map.of());
    }

    private String failure() {
        return failure(FetchRules.USUAL);
    }

    private String failure(FetchRules rules) {
        return String.valueOf(
                assertThatExceptionOfType(FetchFailedException.class)
                        .isThrownBy(() -> fetch(rules, Map.of()))
                        .actual()
                        .getMessage());
    }

    private List<String> rangesAsked() {
        return hub.storage().log().stream().map(asked -> asked.header("range")).toList();
    }

    private Answer cutAfter4(byte[] content, String... headers) {
        return StandInServer.cut(content, 4, progress::awaitBytes, headers);
    }

    private Path blobs() {
        return home.resolve("hub/models--timm--tiny/blobs");
    }

    @Test
    void goesOnWhereTheConnectionBroke() throws Exception {
        hub.then(STORE, cutAfter4(WEIGHTS, "ETag: \"v1\""));

        assertThat(fetch()).isEqualTo(WEIGHTS);
        assertThat(rangesAsked()).containsExactly("", "bytes=4-");
        assertThat(time.seconds()).containsExactly(1L);
        assertThat(progress.last()).isEqualTo("model.safetensors 10/10");
        assertThat(progress.notes()).hasSize(1);
    }

    @Test
    void goesOnInTheNextRun() throws Exception {
        FetchRules once = new FetchRules(false, 100, Duration.ofHours(1), 1);
        hub.then(STORE, cutAfter4(WEIGHTS, "ETag: \"v1\""));
        failure(once);

        assertThat(fetch()).isEqualTo(WEIGHTS);
        assertThat(rangesAsked()).containsExactly("", "bytes=4-");
    }

    @Test
    void startsOverWhenTheServerDoes() throws Exception {
        hub.then(STORE, cutAfter4(WEIGHTS)).then(STORE, whole(WEIGHTS));

        assertThat(fetch()).isEqualTo(WEIGHTS);
        assertThat(rangesAsked()).containsExactly("", "bytes=4-");
    }

    @Test
    void startsOverWhenTheFileChangedMeanwhile() throws Exception {
        hub.then(STORE, cutAfter4(OTHERS, "ETag: \"v0\""));

        assertThat(fetch()).isEqualTo(WEIGHTS);
        assertThat(hub.storage().log().getLast().header("if-range")).isEqualTo("\"v0\"");
    }

    @Test
    void startsOverWhenWhatAnEarlierRunLeftIsOfAnotherFile() throws Exception {
        Files.createDirectories(blobs());
        Files.writeString(
                blobs().resolve(StandInHub.sha256(WEIGHTS) + ".sightline.incomplete"), "98");

        assertThat(fetch()).isEqualTo(WEIGHTS);
        assertThat(rangesAsked()).containsExactly("bytes=2-", "");
    }

    @Test
    void startsOverWhenTheRangeIsAnother() throws Exception {
        hub.then(STORE, cutAfter4(WEIGHTS))
                .then(
                        STORE,
                        (_, out) -> {
                            head(out, 206, "Content-Range: bytes 2-9/10", "Content-Length: 8");
                            out.write(WEIGHTS, 2, 8);
                        });

        assertThat(fetch()).isEqualTo(WEIGHTS);
        assertThat(rangesAsked()).containsExactly("", "bytes=4-", "");
    }

    @Test
    void startsOverWhenThereIsNoSuchRange() throws Exception {
        hub.then(STORE, cutAfter4(WEIGHTS)).then(STORE, only(416, "Content-Length: 0"));

        assertThat(fetch()).isEqualTo(WEIGHTS);
        assertThat(rangesAsked()).containsExactly("", "bytes=4-", "");
    }

    @Test
    void doesNotWaitForeverForTheNextByte() throws Exception {
        hub.then(
                STORE,
                (asked, out) -> {
                    head(out, 200, "Content-Length: 10");
                    out.write(WEIGHTS, 0, 4);
                    out.flush();
                    hold(asked);
                });

        byte[] weights = fetch(FetchRules.USUAL, Map.of("HF_HUB_DOWNLOAD_TIMEOUT", "0.5"));

        assertThat(weights).isEqualTo(WEIGHTS);
        assertThat(progress.notes().getFirst()).contains("no byte came for 0.5 s");
    }

    @Test
    void doesNotWaitForeverForAnAnswer() throws Exception {
        hub.then("API", (asked, _) -> hold(asked));

        byte[] weights = fetch(FetchRules.USUAL, Map.of("HF_HUB_ETAG_TIMEOUT", "1.5"));

        assertThat(weights).isEqualTo(WEIGHTS);
        assertThat(progress.notes().getFirst()).contains("no answer in time");
    }

    private void hold(Asked asked) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("closed during " + asked.target(), e);
        }
    }

    @Test
    void refusesAFileOfAnotherHash() {
        hub.then(STORE, whole(OTHERS));

        assertThat(failure())
                .isEqualTo(
                        "model.safetensors has SHA-256 %s, must have %s"
                                .formatted(StandInHub.sha256(OTHERS), StandInHub.sha256(WEIGHTS)));
        assertThat(blobs()).isEmptyDirectory();
    }

    @Test
    void refusesASmallFileOfAnotherHash() {
        hub.with("config.json", "{}").then("GET config.json", whole("[]".getBytes(UTF_8)));

        assertThat(failure()).startsWith("config.json has git's SHA-1 ");
    }

    @Test
    void refusesAHashThatChangesBetweenTwoRequests() {
        hub.then(
                "HEAD " + NAME,
                only(
                        302,
                        "X-Repo-Commit: " + StandInHub.COMMIT,
                        "X-Linked-Size: 10",
                        "X-Linked-Etag: \"" + StandInHub.sha256(OTHERS) + "\"",
                        "Location: https://example.org/x"));

        assertThat(failure())
                .isEqualTo(
                        "model.safetensors is listed with SHA-256 %s and given with %s, must be the same"
                                .formatted(StandInHub.sha256(WEIGHTS), StandInHub.sha256(OTHERS)));
    }

    @Test
    void refusesMoreThanWasAnnounced() {
        hub.then(STORE, whole("0123456789x".getBytes(UTF_8)));

        assertThat(failure()).contains("model.safetensors has more than the 10 bytes announced");
    }

    @Test
    void refusesAnEncodingThatNobodyAskedFor() {
        hub.then(STORE, whole(WEIGHTS, "Content-Encoding: gzip"));

        assertThat(failure()).contains("comes in the encoding gzip, must come as it is");
    }
}
