package io.sightline.hub;

import static io.sightline.hub.StandInServer.cut;
import static io.sightline.hub.StandInServer.head;
import static io.sightline.hub.StandInServer.only;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How often and how long a hub is asked, and how much is taken from it.
class HubPatienceTest {

    private static final String NAME = "model.safetensors";
    private static final String STORE = "STORE " + NAME;
    private static final byte[] WEIGHTS = "0123456789".getBytes(UTF_8);

    private final StandInHub hub = new StandInHub().with(NAME, WEIGHTS);
    private final HastyTime time = new HastyTime();
    private final HeardProgress progress = new HeardProgress();

    @TempDir private Path home;

    @AfterEach
    void closeHub() {
        hub.close();
    }

    private byte[] fetch(FetchRules rules) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("HF_HOME", home.toString());
        environment.put("HF_ENDPOINT", hub.server().url());
        environment.put("HF_HUB_ETAG_TIMEOUT", "50");
        environment.put("HF_HUB_DOWNLOAD_TIMEOUT", "50");
        return Files.readAllBytes(
                new SourceFetcher(environment, rules, time)
                        .fetch(Source.parse("hf://timm/tiny"), progress)
                        .weights());
    }

    private byte[] fetch() throws Exception {
        return fetch(FetchRules.USUAL);
    }

    private String failure() {
        return failure(FetchRules.USUAL);
    }

    private String failure(FetchRules rules) {
        return String.valueOf(
                assertThatExceptionOfType(FetchFailedException.class)
                        .isThrownBy(() -> fetch(rules))
                        .actual()
                        .getMessage());
    }

    @Test
    void givesUpAfterSoManyTries() {
        for (int i = 0; i < 5; i++) {
            hub.then(STORE, cut(WEIGHTS, 0, _ -> {}));
        }

        assertThat(failure()).startsWith("model.safetensors: ").endsWith("(after 5 tries)");
        assertThat(time.seconds()).containsExactly(1L, 2L, 4L, 8L);
    }

    @Test
    void triesAgainWhatTheServerFailedAt() throws Exception {
        hub.then("API", only(500)).then("HEAD " + NAME, only(502)).then(STORE, only(504));

        assertThat(fetch()).isEqualTo(WEIGHTS);
    }

    @Test
    void waitsAsLongAsABusyHubAsks() throws Exception {
        hub.then("API", only(429, "Retry-After: 17"))
                .then("API", only(429, "RateLimit: \"api\";r=0;t=55"))
                .then("API", only(503, "Retry-After: 20"));

        assertThat(fetch()).isEqualTo(WEIGHTS);
        assertThat(time.seconds()).containsExactly(17L, 55L, 20L);
        assertThat(progress.notes().getFirst())
                .isEqualTo(
                        "hf://timm/tiny: the server has had too many requests (429) and asks to"
                                + " wait 17 s; trying again in 17 s");
    }

    @Test
    void doesNotWaitLongerThanAFetchMayTake() {
        FetchRules rules = new FetchRules(false, 100, Duration.ofMinutes(5), 5);
        hub.then("API", only(429, "Retry-After: 3600"));

        assertThat(failure(rules)).contains("it asks for 60 min of patience, and 5 min are left");
        assertThat(time.seconds()).isEmpty();
    }

    @Test
    void endsAFetchThatTakesTooLong() {
        FetchRules rules = new FetchRules(false, 100, Duration.ofMinutes(5), 5);
        hub.then(
                STORE,
                (_, out) -> {
                    time.pause(Duration.ofMinutes(6));
                    head(out, 200, "Content-Length: 10");
                    out.write(WEIGHTS);
                });

        assertThat(failure(rules))
                .isEqualTo(
                        "model.safetensors took longer than 5 min, the most that a fetch may take");
    }

    @Test
    void refusesAFileThatIsTooLong() {
        FetchRules rules = new FetchRules(false, 9, Duration.ofHours(1), 5);

        assertThat(failure(rules)).isEqualTo("model.safetensors has 10 bytes, must have at most 9");
        assertThat(hub.storage().log()).isEmpty();
    }

    @Test
    void refusesAConfigurationThatIsTooLong() {
        hub.with("config.json", new byte[(4 << 20) + 1]);

        assertThat(failure()).isEqualTo("config.json has 4194305 bytes, must have at most 4194304");
    }
}
