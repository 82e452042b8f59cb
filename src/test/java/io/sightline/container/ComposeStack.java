package io.sightline.container;

import io.sightline.container.DockerClient.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The services of `docker-compose.yml`, under a project name and on ports of their own.
final class ComposeStack implements AutoCloseable {

    private static final String PROJECT = "sightline-test";

    private final int apiPort;
    private final int prometheusPort;
    private final Map<String, String> environment;

    ComposeStack() throws IOException {
        try (ServerSocket api = new ServerSocket(0);
                ServerSocket management = new ServerSocket(0);
                ServerSocket prometheus = new ServerSocket(0)) {
            this.apiPort = api.getLocalPort();
            this.prometheusPort = prometheus.getLocalPort();
            this.environment =
                    Map.of(
                            "SIGHTLINE_IMAGE",
                            SightlineImage.name(),
                            "SIGHTLINE_PORT",
                            String.valueOf(apiPort),
                            "SIGHTLINE_MANAGEMENT_PORT",
                            String.valueOf(management.getLocalPort()),
                            "PROMETHEUS_PORT",
                            String.valueOf(prometheusPort));
        }
    }

    int apiPort() {
        return apiPort;
    }

    int prometheusPort() {
        return prometheusPort;
    }

    /// Starts services in the order that the file demands.
    void up(String... services) {
        succeed(
                run(
                        Stream.concat(
                                        Stream.of("up", "--detach", "--no-build"),
                                        Stream.of(services))
                                .toList()));
    }

    /// What kinds of storage the containers have; a `volume` would outlive them.
    List<String> mounts() {
        return left("container").stream()
                .flatMap(
                        container ->
                                DockerClient.run(
                                                List.of(
                                                        "inspect",
                                                        "--format={{range .Mounts}}{{println"
                                                                + " .Type}}{{end}}",
                                                        container))
                                        .output()
                                        .lines())
                .filter(kind -> !kind.isBlank())
                .toList();
    }

    /// Ends and removes everything.
    @Override
    public void close() {
        succeed(run(List.of("down")));
    }

    /// Names of what Docker keeps of this project: `container`, `network` or `volume`.
    static List<String> left(String kind) {
        List<String> all = kind.equals("container") ? List.of("--all") : List.of();
        return DockerClient.run(
                        Stream.of(
                                        Stream.of(kind, "ls", "--quiet"),
                                        all.stream(),
                                        Stream.of(
                                                "--filter=label=com.docker.compose.project="
                                                        + PROJECT))
                                .flatMap(part -> part)
                                .toList())
                .output()
                .lines()
                .toList();
    }

    private Result run(List<String> arguments) {
        return DockerClient.compose(
                Stream.concat(Stream.of("--project-name", PROJECT), arguments.stream()).toList(),
                environment);
    }

    private static String succeed(Result result) {
        if (result.exit() != 0) {
            throw new IllegalStateException("Compose failed:\n" + result.output());
        }
        return result.output();
    }
}
