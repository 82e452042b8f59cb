package io.sightline.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.Crowd;
import io.sightline.Sightline;
import io.sightline.serving.control.TinyModels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Models of the whole service that are loaded, reloaded and unloaded while clients call.
@SpringBootTest(
        classes = Sightline.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "sightline.models.serve=a,numbered",
            "sightline.models.version.numbered=1",
            "sightline.models.labels.numbered.canary=2",
            "sightline.inference.precision=float32",
            "sightline.batching.max-batch-size=4"
        })
@DirtiesContext // its models are in a folder that goes
class ModelUpdatesHttpTest {

    private static final int RELOADS = 20;
    private static final int CLIENTS = 16;
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir private static Path directory;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final int managementPort;

    /// What clients were told instead of a classification.
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /// Version and first answer, as they came together.
    private final Set<Map.Entry<String, Integer>> answers = ConcurrentHashMap.newKeySet();

    @Autowired
    ModelUpdatesHttpTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        this.port = port;
        this.managementPort = managementPort;
    }

    @DynamicPropertySource
    static void models(DynamicPropertyRegistry registry) throws IOException {
        release(0);
        TinyModels.write(directory.resolve("numbered/1"), 1);
        TinyModels.write(directory.resolve("numbered/2"), 2);
        registry.add("sightline.models.directory", directory::toString);
    }

    /// Exchanges the model called `a` by one that is sure of the class `answer`.
    private static void release(int answer) throws IOException {
        Path release = Path.of(".releases", String.valueOf(answer));
        TinyModels.write(directory.resolve(release), answer);
        Path link = Files.createSymbolicLink(directory.resolve(".next"), release);
        Files.move(link, directory.resolve("a"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    @Timeout(120)
    void losesAndMixesNoRequestWhileModelsAreReloaded() throws Exception {
        byte[] cat = cat();
        Map<String, Integer> released = new HashMap<>();
        try (Crowd crowd =
                new Crowd(
                        CLIENTS, Integer.MAX_VALUE, () -> classify("model=a", cat).statusCode())) {
            released.put(version(), 0);
            for (int answer = 1; answer <= RELOADS; answer++) {
                release(answer);
                JsonNode change = post("a/reload", 200);
                assertThat(change.path("result").asString()).isEqualTo("loaded");
                released.put(version(), answer);
            }
            assertThat(crowd.isCalling()).as("clients called all the while").isTrue();
            crowd.stop();
            assertThat(crowd.statuses()).as("%s", failures).containsOnly(200);
        }
        assertThat(released).hasSize(RELOADS + 1);
        assertThat(answers).isSubsetOf(released.entrySet()).hasSizeGreaterThan(RELOADS / 2);
    }

    @Test
    void choosesAmongVersionsThatAreServedTogether() throws Exception {
        byte[] cat = cat();

        assertThat(
                        JSON.readTree(classify("model=numbered", cat).body())
                                .at("/model/number")
                                .asInt())
                .isEqualTo(1);
        JsonNode canary = JSON.readTree(classify("model=numbered:canary", cat).body());
        assertThat(canary.at("/model/number").asInt()).isEqualTo(2);
        assertThat(canary.at("/predictions/0/index").asInt()).isEqualTo(2);
        assertThat(classify("model=numbered&version=3", cat).statusCode()).isEqualTo(404);
    }

    @Test
    void keepsWhatItServesWhenALoadFailsAndSaysWhy() throws Exception {
        TinyModels.write(directory.resolve("broken/1"), 1);
        post("broken/load", 200);
        TinyModels.write(directory.resolve("broken/2"), 2).forgetDigest();

        JsonNode failed = post("broken/load", 422);

        String reason = failed.path("detail").asString();
        assertThat(failed.path("result").asString()).isEqualTo("failed");
        assertThat(reason).startsWith("model broken:2 cannot be loaded: SHA-256 of weights");
        assertThat(failed.at("/model/versions/0/number").asInt()).isEqualTo(1);
        JsonNode shown = JSON.readTree(get(port, "/v1/models/broken").body());
        assertThat(shown.at("/loadFailure/detail").asString()).isEqualTo(reason);
        assertThat(get(managementPort, "/actuator/prometheus").body())
                .contains("sightline_model_load_failures_loads_total{model=\"broken\"} 1.0")
                .contains("sightline_model_load_failures_loads_total{model=\"a\"} 0.0");

        post("broken/unload", 200);
        assertThat(get(port, "/v1/models/broken").statusCode()).isEqualTo(404);
    }

    @Test
    void keepsWhatItServesWhenTheGoldenImageIsAnsweredWrongly() throws Exception {
        TinyModels.write(directory.resolve("golden/1"), 1);
        golden("golden/1", 1);
        assertThat(post("golden/load", 200).path("result").asString()).isEqualTo("loaded");
        TinyModels.write(directory.resolve("golden/2"), 2);
        golden("golden/2", 1);

        JsonNode failed = post("golden/load", 422);

        assertThat(failed.path("detail").asString())
                .startsWith("model golden:2 answers wrongly: the probability of class 1 for the");
        assertThat(failed.at("/model/versions/0/number").asInt()).isEqualTo(1);
        post("golden/unload", 200);
    }

    private static void golden(String folder, int answer) throws IOException {
        Path card = directory.resolve(folder).resolve("model.json");
        Files.write(directory.resolve(folder).resolve("golden.jpg"), cat());
        Files.writeString(
                card,
                Files.readString(card)
                        .replace(
                                "\"sources\": []",
                                ("\"sources\": [], \"golden\": {\"image\": \"golden.jpg\","
                                                + " \"classes\": [%d], \"probabilities\": [1.0]}")
                                        .formatted(answer)));
    }

    @Test
    void tellsOperatorsWhatIsServed() throws Exception {
        JsonNode models = JSON.readTree(get(managementPort, "/actuator/models").body());

        assertThat(models.at("/models/1/name").asString()).isEqualTo("numbered");
        assertThat(models.at("/models/1/versions/1/labels").toString()).isEqualTo("[\"canary\"]");
    }

    @Test
    void changesNothingOnThePortOfClients() throws Exception {
        assertThat(get(port, "/actuator/models").statusCode()).isEqualTo(404);
        assertThat(post(port, "/actuator/models/a/unload").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesWhatItCannotDo() throws Exception {
        assertThat(post("nothing/load", 404).path("result").asString()).isEqualTo("unknown");
        assertThat(post(managementPort, "/actuator/models/a/explode").statusCode()).isEqualTo(400);
    }

    private String version() throws Exception {
        return JSON.readTree(get(port, "/v1/models/a").body()).path("version").asString();
    }

    private HttpResponse<String> classify(String query, byte[] image) throws Exception {
        URI address =
                URI.create("http://127.0.0.1:%d/v1/classifications?%s".formatted(port, query));
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(address)
                                .POST(BodyPublishers.ofByteArray(image))
                                .build(),
                        BodyHandlers.ofString());
        if (response.statusCode() == 200) {
            JsonNode answer = JSON.readTree(response.body());
            if (query.equals("model=a")) {
                answers.add(
                        Map.entry(
                                answer.at("/model/version").asString(),
                                answer.at("/predictions/0/index").asInt()));
            }
        } else {
            failures.add(response.body());
        }
        return response;
    }

    private JsonNode post(String change, int status) throws Exception {
        HttpResponse<String> response = post(managementPort, "/actuator/models/" + change);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> post(int to, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:%d%s".formatted(to, path));
        return client.send(
                HttpRequest.newBuilder(address).POST(BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(int from, String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:%d%s".formatted(from, path));
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private static byte[] cat() throws IOException {
        try (InputStream stream =
                ModelUpdatesHttpTest.class.getResourceAsStream("/images/chelsea.jpg")) {
            assertThat(stream).isNotNull();
            return stream.readAllBytes();
        }
    }
}
