package io.sightline.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prometheus in a container, with the configuration and the rules of the repository.
final class PrometheusContainer extends GenericContainer<PrometheusContainer> {

    /// Where the files under `monitoring/` are in the container.
    static final String FOLDER = "/etc/prometheus/";

    private static final int PORT = 9090;
    private static final String SHORT_INTERVALS = FOLDER + "short-intervals.yml";

    private final HttpClient client = HttpClient.newHttpClient();

    PrometheusContainer() {
        super("prom/prometheus:v2.42.0");
        for (String file : new String[] {"prometheus.yml", "alerts.yml", "alerts_test.yml"}) {
            withCopyFileToContainer(MountableFile.forHostPath("monitoring/" + file), FOLDER + file);
        }
        withExposedPorts(PORT);
        waitingFor(Wait.forHttp("/-/ready").forPort(PORT));
    }

    /// Scrapes and evaluates every 2 seconds, whatever the configuration says, to be waited for by
    /// a test.
    PrometheusContainer withShortIntervals() throws IOException {
        String configured = Files.readString(Path.of("monitoring/prometheus.yml"));
        return withCopyToContainer(
                        Transferable.of(configured.replaceAll("_interval: \\d+s", "_interval: 2s")),
                        SHORT_INTERVALS)
                .withCommand("--config.file=" + SHORT_INTERVALS, "--storage.tsdb.path=/prometheus");
    }

    /// The series that `expression` gives now.
    JsonNode query(String expression) throws IOException, InterruptedException {
        return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    /// What Prometheus says at a path of its interface, for example `targets`.
    JsonNode get(String path) throws IOException, InterruptedException {
        URI address =
                URI.create(
                        "http://%s:%d/api/v1/%s".formatted(getHost(), getMappedPort(PORT), path));
        String body =
                client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                        .body();
        JsonNode answer = JsonMapper.shared().readTree(body);
        if (!answer.path("status").asString().equals("success")) {
            throw new IllegalArgumentException("%s gives %s".formatted(path, body));
        }
        return answer.path("data");
    }
}
