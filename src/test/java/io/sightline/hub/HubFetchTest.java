package io.sightline.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.hub.transfer.FetchRules;
import io.sightline.hub.transfer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is fetched from a hub that does its work, and where it is put.
class HubFetchTest {

    private static final byte[] WEIGHTS = "weights".getBytes(UTF_8);
    private static final Source MAIN = Source.parse("hf://timm/tiny");
    private static final Source PINNED = Source.parse("hf://timm/tiny@" + StandInHub.COMMIT);

    private final StandInHub hub =
            new StandInHub()
                    .with("model.safetensors", WEIGHTS)
                    .with("config.json", "{}")
                    .with("README.md", "---\ntags:\n- timm\nlicense: cc-by-nc-4.0\n---\n# Tiny\n");

    @TempDir private Path home;

    @AfterEach
    void closeHub() {
        hub.close();
    }

    private FetchedSource fetch(Source source, Map<String, String> more)
            throws FetchFailedException, InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("HF_HOME", home.toString());
        environment.put("HF_ENDPOINT", hub.server().url());
        environment.putAll(more);
        return new SourceFetcher(environment, FetchRules.USUAL, new HastyTime())
                .fetch(source, Progress.SILENT);
    }

    private FetchedSource fetch(Source source) throws FetchFailedException, InterruptedException {
        return fetch(source, Map.of());
    }

    private Path repository() {
        return home.resolve("hub").resolve("models--timm--tiny");
    }

    @Test
    void bringsTheWeightsAndWhatDescribesThem() throws Exception {
        hub.with("pytorch_model.bin", "pickle").with("training.log", "log");

        FetchedSource fetched = fetch(MAIN);

        assertThat(fetched.weights()).hasBinaryContent(WEIGHTS).hasFileName("model.safetensors");
        assertThat(fetched.beside())
                .map(file -> file.getFileName().toString())
                .containsExactly("config.json", "README.md");
        assertThat(fetched.beside("config.json")).isPresent();
    }

    @Test
    void pinsTheBranchToItsCommit() throws Exception {
        FetchedSource fetched = fetch(MAIN);

        assertThat(fetched.provenance()).isEqualTo("hf://timm/tiny@" + StandInHub.COMMIT);
        assertThat(Source.parse(fetched.provenance())).isEqualTo(PINNED);
        assertThat(fetched.notes())
                .containsExactly("hf://timm/tiny is commit " + StandInHub.COMMIT);
    }

    @Test
    void tellsTheLicenceOfTheModelCard() throws Exception {
        FetchedSource fetched = fetch(MAIN);

        assertThat(fetched.licence()).isEqualTo(new Licence.Told("cc-by-nc-4.0"));
    }

    @Test
    void tellsTheLicenceThatTheHubListsIfTheCardIsSilent() throws Exception {
        hub.with("README.md", "# Tiny\n");

        FetchedSource fetched = fetch(MAIN);

        assertThat(fetched.licence()).isEqualTo(new Licence.Told("apache-2.0"));
    }

    @Test
    void keepsTheLayoutOfHuggingfaceHub() throws Exception {
        fetch(Source.parse("hf://timm/tiny@refs/pr/1"));

        Path snapshot = repository().resolve("snapshots").resolve(StandInHub.COMMIT);
        assertThat(Files.readSymbolicLink(snapshot.resolve("model.safetensors")))
                .isEqualTo(Path.of("../../blobs/" + StandInHub.sha256(WEIGHTS)));
        assertThat(Files.readSymbolicLink(snapshot.resolve("config.json")))
                .isEqualTo(Path.of("../../blobs/" + StandInHub.gitHash("{}".getBytes(UTF_8))));
        assertThat(repository().resolve("refs/refs/pr/1")).hasContent(StandInHub.COMMIT);
        assertThat(repository().resolve(".no_exist").resolve(StandInHub.COMMIT))
                .isDirectoryContaining("glob:**preprocessor_config.json");
        assertThat(home.resolve("hub/.locks/models--timm--tiny"))
                .isDirectoryContaining("glob:**" + StandInHub.sha256(WEIGHTS) + ".lock");
        assertThat(repository().resolve("blobs")).isDirectoryNotContaining("glob:**incomplete");
    }

    @Test
    void asksNobodyForACommitThatIsThere() throws Exception {
        fetch(MAIN);
        int asked = hub.server().log().size();

        FetchedSource fetched = fetch(PINNED);

        assertThat(hub.server().log()).hasSize(asked);
        assertThat(fetched.weights()).hasBinaryContent(WEIGHTS);
        assertThat(fetched.licence()).isEqualTo(new Licence.Told("cc-by-nc-4.0"));
    }

    @Test
    void asksForABranchButFetchesNothingTwice() throws Exception {
        fetch(MAIN);

        fetch(MAIN);

        assertThat(hub.server().requests())
                .filteredOn(request -> request.startsWith("HEAD"))
                .hasSize(3);
        assertThat(hub.storage().log()).hasSize(1);
    }

    @Test
    void writesNothingWhereAllIsThere() throws Exception {
        fetch(MAIN);
        Files.delete(
                home.resolve("hub/.locks/models--timm--tiny")
                        .resolve(StandInHub.sha256(WEIGHTS) + ".lock"));
        List<String> before = tree();

        fetch(MAIN);
        fetch(PINNED);

        assertThat(tree()).isEqualTo(before);
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    @Test
    void readsTheCacheOffline() throws Exception {
        fetch(MAIN);
        hub.close();

        FetchedSource fetched = fetch(MAIN, Map.of("HF_HUB_OFFLINE", "yes"));

        assertThat(fetched.weights()).hasBinaryContent(WEIGHTS);
        assertThat(fetched.provenance()).isEqualTo("hf://timm/tiny@" + StandInHub.COMMIT);
    }

    @Test
    void readsOfflineWhatHuggingfaceHubLeft() throws Exception {
        Path snapshot = repository().resolve("snapshots").resolve(StandInHub.COMMIT);
        Files.createDirectories(snapshot);
        Files.createDirectories(repository().resolve("refs"));
        Files.write(snapshot.resolve("pytorch_model.bin"), WEIGHTS);
        Files.writeString(repository().resolve("refs/main"), StandInHub.COMMIT);

        FetchedSource fetched = fetch(MAIN, Map.of("TRANSFORMERS_OFFLINE", "1"));

        assertThat(fetched.weights()).hasFileName("pytorch_model.bin").hasBinaryContent(WEIGHTS);
        assertThat(fetched.notes())
                .contains(
                        "config.json is not in the cache; whether the repository has one is not"
                                + " known");
    }

    @Test
    void asksNobodyOffline() {
        assertThatExceptionOfType(FetchFailedException.class)
                .isThrownBy(() -> fetch(MAIN, Map.of("HF_HUB_OFFLINE", "1")))
                .withMessage("hf://timm/tiny is not in the cache, must be while offline");
        assertThat(hub.server().log()).isEmpty();
    }

    @Test
    void bringsTheShardsThatTheIndexNames() throws Exception {
        StandInHub sharded =
                new StandInHub()
                        .with("model-1.safetensors", "one")
                        .with("model-2.safetensors", "two")
                        .with("model-3.safetensors", "not wanted")
                        .with(
                                "model.safetensors.index.json",
                                """
                                {"weight_map": {"a": "model-2.safetensors",
                                "b": "model-1.safetensors", "c": "model-2.safetensors"}}\
                                """);
        try (sharded) {
            FetchedSource fetched =
                    fetch(MAIN, Map.of("HF_ENDPOINT", sharded.server().url() + "/"));

            assertThat(fetched.weights()).hasFileName("model.safetensors.index.json");
            assertThat(fetched.beside())
                    .map(file -> Files.readString(file))
                    .containsExactly("one", "two");
        }
    }

    @Test
    void makesALinkAnewWhoseContentIsGone() throws Exception {
        FetchedSource first = fetch(MAIN);
        Files.delete(first.weights().toRealPath());

        FetchedSource again = fetch(PINNED);

        assertThat(again.weights()).hasBinaryContent(WEIGHTS);
        assertThat(hub.storage().log()).hasSize(2);
    }

    @Test
    void fetchesAFileOnceForTwoWhoWantItAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<FetchedSource> one = threads.submit(() -> patient());
            Future<FetchedSource> other = threads.submit(() -> patient());

            assertThat(one.get().weights()).hasBinaryContent(WEIGHTS);
            assertThat(other.get().weights()).hasBinaryContent(WEIGHTS);
        }
        assertThat(hub.storage().log()).hasSize(1);
    }

    /// Waits in real time for the other.
    private FetchedSource patient() throws FetchFailedException, InterruptedException {
        return new SourceFetcher(
                        Map.of("HF_HOME", home.toString(), "HF_ENDPOINT", hub.server().url()),
                        FetchRules.USUAL)
                .fetch(MAIN, Progress.SILENT);
    }
}
