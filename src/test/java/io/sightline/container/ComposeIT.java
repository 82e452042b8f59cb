package io.sightline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docker-compose.yml`, without Grafana.
@ContainerTest
class ComposeIT {

    private static final Duration SCRAPED_WITHIN = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void servesAndIsWatchedAndLeavesNothing() throws Exception {
        try (ComposeStack stack = new ComposeStack()) {
            stack.up("sightline", "prometheus");

            assertThat(classify(stack.apiPort())).contains("Egyptian cat");
            await().atMost(SCRAPED_WITHIN)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> isUp(stack.prometheusPort()));
            assertThat(stack.mounts()).isNotEmpty().containsOnly("bind");
        }
        assertThat(ComposeStack.left("container")).isEmpty();
        assertThat(ComposeStack.left("network")).isEmpty();
        assertThat(ComposeStack.left("volume")).isEmpty();
    }

    @Test
    void mountsTheDashboardWhereGrafanaIsToldToLook() throws Exception {
        String provider =
                Files.readString(
                        Path.of("monitoring/grafana/provisioning/dashboards/sightline.yml"));
        String compose = Files.readString(Path.of("docker-compose.yml"));

        String folder = provider.replaceAll("(?s).*\\n\\s+path: (\\S+).*", "$1");

        assertThat(Path.of("monitoring/grafana/dashboards/sightline.json")).exists();
        assertThat(compose)
                .contains("./monitoring/grafana/dashboards:%s:ro".formatted(folder))
                .contains("./monitoring/grafana/provisioning:/etc/grafana/provisioning:ro");
    }

    @Test
    void publishesToThisMachineOnly() throws Exception {
        List<String> ports =
                Files.readAllLines(Path.of("docker-compose.yml")).stream()
                        .filter(line -> line.matches("\\s+- \".*:\\d+\""))
                        .toList();

        assertThat(ports).hasSize(4).allMatch(line -> line.contains("\"127.0.0.1:"));
    }

    private String classify(int port) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/v1/classifications".formatted(port)))
                        .POST(BodyPublishers.ofByteArray(SightlineContainer.bytes("chelsea.jpg")))
                        .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private boolean isUp(int prometheusPort) throws IOException, InterruptedException {
        HttpRequest targets =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/v1/targets"
                                                .formatted(prometheusPort)))
                        .build();
        return client.send(targets, BodyHandlers.ofString()).body().contains("\"health\":\"up\"");
    }
}
