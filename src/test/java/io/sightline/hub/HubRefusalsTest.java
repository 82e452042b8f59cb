package io.sightline.hub;

import static io.sightline.hub.StandInServer.only;
import static io.sightline.hub.StandInServer.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What users are told when a hub does not give them a model, and what hubs cannot do to them.
class HubRefusalsTest {

    private static final String TINY = "hf://timm/tiny";

    private final StandInHub hub = new StandInHub().with("model.safetensors", "weights");
    private final HeardProgress progress = new HeardProgress();

    @TempDir private Path home;

    @AfterEach
    void closeHub() {
        hub.close();
    }

    private FetchedSource fetch(String source, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("HF_HOME", home.toString());
        environment.put("HF_ENDPOINT", hub.server().url());
        environment.put("HF_HUB_ETAG_TIMEOUT", "50");
        environment.putAll(more);
        return new SourceFetcher(environment, FetchRules.USUAL, new HastyTime())
                .fetch(Source.parse(source), progress);
    }

    private String failure(String source, Map<String, String> more) {
        return String.valueOf(
                assertThatExceptionOfType(FetchFailedException.class)
                        .isThrownBy(() -> fetch(source, more))
                        .actual()
                        .getMessage());
    }

    private String failure(String source) {
        return failure(source, Map.of());
    }

    @Test
    void saysThatThereIsNoSuchRepository() {
        assertThat(failure("hf://timm/other"))
                .isEqualTo(
                        "hf://timm/other is not there, or it is private and HF_TOKEN must hold a"
                                + " token that may see it (404 from %s/api/models/timm/other/"
                                        .formatted(hub.server().url())
                                + "revision/main)");
    }

    @Test
    void saysThatThereIsNoSuchRevision() {
        assertThat(failure("hf://timm/tiny@v9"))
                .startsWith(
                        "hf://timm/tiny@v9 has no revision v9, must be a branch, a tag or a"
                                + " commit of it (404");
    }

    @Test
    void saysThatAFileIsGone() {
        hub.then("HEAD model.safetensors", only(404, "X-Error-Code: EntryNotFound"));

        assertThat(failure(TINY))
                .startsWith(
                        "hf://timm/tiny: model.safetensors is not in the repository, must be (404");
    }

    @Test
    void saysThatAPrivateRepositoryWantsAToken() {
        hub.guardedBy("hf_good");

        assertThat(failure(TINY)).contains("HF_TOKEN must hold a token that may see it (401");
        assertThat(failure(TINY, Map.of("HF_TOKEN", "hf_bad")))
                .contains("your token is not valid or may not see it (401")
                .doesNotContain("hf_bad");
    }

    @Test
    void saysThatARepositoryIsGated() {
        hub.then(
                "HEAD model.safetensors",
                only(
                        403,
                        "X-Error-Code: GatedRepo",
                        "X-Error-Message: Acc\u00e9s to model timm/tiny is restricted."));

        assertThat(failure(TINY))
                .contains("is gated: its owner must let you in on its page first, and HF_TOKEN")
                .endsWith("/model.safetensors: Acc?s to model timm/tiny is restricted.)");
    }

    @Test
    void saysWhenStorageForbidsAFile() {
        hub.then("STORE model.safetensors", only(403));

        assertThat(failure(TINY))
                .contains("model.safetensors is forbidden (403 from " + hub.storage().url())
                .doesNotContain("signature");
    }

    @Test
    void saysThatAnEndpointIsNoHub() {
        hub.then("API", whole("<html>Sign in</html>".getBytes(UTF_8)));

        assertThat(failure(TINY)).endsWith("/revision/main is no JSON, must be");
    }

    @Test
    void saysThatAnEndpointGivesNoCommit() {
        hub.then("API", whole("{}".getBytes(UTF_8)))
                .then("HEAD model.safetensors", only(200, "Content-Length: 7"));

        assertThat(failure(TINY)).contains("without a commit (sha), must be a hub (HF_ENDPOINT)");
        assertThat(failure(TINY)).contains("without X-Repo-Commit, must be a hub (HF_ENDPOINT)");
    }

    @Test
    void refusesAFileOfAnotherCommit() {
        hub.then(
                "HEAD model.safetensors",
                only(200, "X-Repo-Commit: " + "f".repeat(40), "Content-Length: 7"));

        assertThat(failure(TINY)).contains("model.safetensors is of commit ffff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "../../../etc/passwd", "0123456789ABCDEF"})
    void refusesAnEntityTagThatIsNoHash(String tag) {
        hub.then(
                "HEAD model.safetensors",
                only(
                        200,
                        "X-Repo-Commit: " + StandInHub.COMMIT,
                        "ETag: \"" + tag + "\"",
                        "Content-Length: 7"));

        assertThat(failure(TINY))
                .isEqualTo("the entity tag of model.safetensors is %s, must be a hash", tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-7", "seven", "99999999999999999999"})
    void refusesALengthThatIsNone(String length) {
        hub.then(
                "HEAD model.safetensors",
                only(
                        302,
                        "Location: https://example.org/",
                        "X-Repo-Commit: " + StandInHub.COMMIT,
                        "X-Linked-Etag: " + "0".repeat(64),
                        "X-Linked-Size: " + length));

        assertThat(failure(TINY)).contains("is %s, must be a length".formatted(length));
    }

    @Test
    void saysWhatIsThereInsteadOfWeights() {
        try (StandInHub others = new StandInHub().with("resnet.pth", "x").with("\u00e9b", "x")) {
            assertThat(failure(TINY, Map.of("HF_ENDPOINT", others.server().url())))
                    .startsWith("hf://timm/tiny has no weights, must have one of model.safetensors")
                    .endsWith("; it has: resnet.pth, ?b");
        }
    }

    @Test
    void leavesFilesAloneThatLeadElsewhere() throws Exception {
        hub.listing("{\"rfilename\": \"../../../config.json\"}")
                .listing("{\"rfilename\": \"/etc/passwd\"}");

        FetchedSource fetched = fetch(TINY, Map.of());

        assertThat(fetched.beside()).isEmpty();
        assertThat(hub.server().log()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x.safetensors",
                "/etc/x.safetensors",
                "a/b.safetensors",
                ".x.safetensors",
                "a\\u0000.safetensors",
                "config.json",
                ""
            })
    void refusesShardsThatAreNoPlainNames(String name) {
        try (StandInHub sharded =
                new StandInHub()
                        .with(
                                "model.safetensors.index.json",
                                "{\"weight_map\": {\"a\": \"" + name + "\"}}")) {
            assertThat(failure(TINY, Map.of("HF_ENDPOINT", sharded.server().url())))
                    .startsWith("model.safetensors.index.json names the file ")
                    .endsWith("must be a plain name ending in .safetensors or .bin");
        }
    }

    @Test
    void refusesAShardThatTheRepositoryLacks() {
        try (StandInHub sharded =
                new StandInHub()
                        .with(
                                "model.safetensors.index.json",
                                "{\"weight_map\": {\"a\": \"x.safetensors\"}}")) {
            assertThat(failure(TINY, Map.of("HF_ENDPOINT", sharded.server().url())))
                    .isEqualTo(
                            "model.safetensors.index.json names x.safetensors, which must be in"
                                    + " the repository");
        }
    }

    @Test
    void refusesAListThatIsTooLong() {
        hub.then("API", whole(" ".repeat((4 << 20) + 1).getBytes(UTF_8)));

        assertThat(failure(TINY)).endsWith("has more than 4194304 bytes, must have fewer");
    }

    @Test
    void refusesAListThatIsTooDeep() {
        hub.then("API", whole("[".repeat(1 << 20).getBytes(UTF_8)));

        assertThat(failure(TINY)).endsWith("is no JSON, must be");
    }

    @Test
    void refusesHeadersThatAreTooLong() {
        for (int i = 0; i < 5; i++) {
            hub.then("API", only(200, "X-Long: " + "x".repeat(1 << 20)));
        }

        assertThat(failure(TINY)).startsWith("hf://timm/tiny: ").endsWith("(after 5 tries)");
    }

    @Test
    void saysThatTheCacheCannotBeWritten() throws Exception {
        Path file = Files.createFile(home.resolve("occupied"));

        assertThat(failure(TINY, Map.of("HF_HUB_CACHE", file + "/hub")))
                .startsWith(file.toString())
                .contains("cannot be written or read");
    }

    @Test
    void leavesNothingButItsCache() throws Exception {
        fetch(TINY, Map.of());

        try (Stream<Path> entries = Files.list(home)) {
            assertThat(entries).containsExactly(home.resolve("hub"));
        }
    }
}
