package io.sightline.hub;

import static io.sightline.hub.StandInServer.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import io.sightline.hub.transfer.Progress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a token comes from, and where it and the fetch itself go when a hub redirects.
class HubTokenTest {

    private static final String NAME = "model.safetensors";

    private final StandInHub hub = new StandInHub().with(NAME, "weights");

    @TempDir private Path home;

    @AfterEach
    void closeHub() {
        hub.close();
    }

    private void fetch(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("HF_HOME", home.toString());
        environment.put("HF_ENDPOINT", hub.server().url());
        environment.put("HF_HUB_ETAG_TIMEOUT", "50");
        environment.putAll(more);
        new SourceFetcher(environment, FetchRules.USUAL, new HastyTime())
                .fetch(Source.parse("hf://timm/tiny"), Progress.SILENT);
    }

    private static List<String> tokens(StandInServer server) {
        return server.log().stream()
                .map(asked -> asked.header("authorization"))
                .distinct()
                .toList();
    }

    @Test
    void showsTheTokenToTheHubAndToNoOtherHost() throws Exception {
        hub.guardedBy("hf_secret");

        fetch(Map.of("HF_TOKEN", "hf_secret"));

        assertThat(tokens(hub.server())).containsExactly("Bearer hf_secret");
        assertThat(tokens(hub.storage())).containsExactly("");
    }

    @Test
    void readsTheTokenThatALoginLeft() throws Exception {
        Files.writeString(home.resolve("token"), "hf_file\n");
        hub.guardedBy("hf_file");

        fetch(Map.of());

        assertThat(tokens(hub.server())).containsExactly("Bearer hf_file");
    }

    @Test
    void readsTheTokenOfAnotherFile() throws Exception {
        Path file = Files.writeString(home.resolve("mine"), "hf_mine");

        fetch(Map.of("HF_TOKEN_PATH", file.toString()));

        assertThat(tokens(hub.server())).containsExactly("Bearer hf_mine");
    }

    @Test
    void showsNoTokenIfToldSo() throws Exception {
        fetch(Map.of("HF_TOKEN", "hf_secret", "HF_HUB_DISABLE_IMPLICIT_TOKEN", "ON"));

        assertThat(tokens(hub.server())).containsExactly("");
    }

    @Test
    void refusesATokenThatCannotStandInAHeaderWithoutShowingIt() {
        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(Map.of("HF_TOKEN", "hf_a\r\nHost: b")))
                .withMessageContaining("must be as the hub gave it")
                .withMessageNotContaining("hf_a");
    }

    @Test
    void trustsThePublicHubByBothItsNamesAndEncrypted() throws Exception {
        Token token =
                Token.of(Surroundings.of(Map.of("HF_TOKEN", "hf_a", "HF_HOME", home.toString())));

        assertThat(token.headers(URI.create("https://huggingface.co/a"))).isNotEmpty();
        assertThat(token.headers(URI.create("https://hf.co/a"))).isNotEmpty();
        assertThat(token.headers(URI.create("http://huggingface.co/a"))).isEmpty();
        assertThat(token.headers(URI.create("https://huggingface.co:8443/a"))).isEmpty();
        assertThat(token.headers(URI.create("https://huggingface.co.example.org/"))).isEmpty();
        assertThat(token).hasToString("a token");
    }

    @Test
    void keepsTheTokenOfAnotherHubFromThePublicOne() throws Exception {
        Token token =
                Token.of(
                        Surroundings.of(
                                Map.of("HF_TOKEN", "a", "HF_ENDPOINT", "https://hub.example.org")));

        assertThat(token.headers(URI.create("https://hub.example.org/a"))).isNotEmpty();
        assertThat(token.headers(URI.create("https://huggingface.co/a"))).isEmpty();
        assertThat(token.isHub(URI.create("https://huggingface.co/a"))).isTrue();
    }

    @Test
    void followsARepositoryThatWasRenamed() throws Exception {
        String api = "/api/models/timm/tiny/revision/main";
        hub.then("API", only(307, "Location: " + api + "?moved"));

        fetch(Map.of("HF_TOKEN", "hf_secret"));

        assertThat(hub.server().requests()).contains("GET " + api + "?moved");
        assertThat(tokens(hub.server())).containsExactly("Bearer hf_secret");
    }

    @Test
    void endsALoopOfRedirects() {
        for (int i = 0; i < 20; i++) {
            hub.then("API", only(302, "Location: " + hub.server().url() + "/api/again"));
        }

        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(Map.of()))
                .withMessageEndingWith("redirects more than 8 times, must lead somewhere");
        assertThat(hub.server().log()).hasSize(9);
    }

    @Test
    void followsNoRedirectToAHostThatDoesNotEncrypt() {
        hub.then("API", only(302, "Location: http://example.org/api?secret=1"));

        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(Map.of()))
                .withMessageContaining("redirects to http://example.org/api")
                .withMessageEndingWith("must be https (http is for this machine only)");
    }

    @Test
    void takesARedirectToAnotherHostForTheAnswer() {
        hub.then("HEAD " + NAME, only(302, "Location: https://storage.example.org/" + NAME));

        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(Map.of()))
                .withMessageContaining("answers 302 without X-Repo-Commit, must be a hub");
    }

    @Test
    void asksWhereAFileWasMovedToWithoutTheTokenIfThePortIsAnother() throws Exception {
        try (StandInHub moved = new StandInHub().with(NAME, "weights")) {
            String place = "/timm/tiny/resolve/" + StandInHub.COMMIT + "/" + NAME;
            hub.then("HEAD " + NAME, only(307, "Location: " + moved.server().url() + place));

            fetch(Map.of("HF_TOKEN", "hf_secret"));

            assertThat(moved.server().requests()).containsExactly("HEAD " + place);
            assertThat(tokens(moved.server())).containsExactly("");
        }
    }
}
