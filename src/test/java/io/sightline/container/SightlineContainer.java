package io.sightline.container;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/// The image in a container, with the flags that the documentation recommends: read-only, without
/// capabilities, 2 CPUs and 1 GiB, published on the loopback interface only.
///
/// [#start()] returns once the service is ready. The virtual machine refuses to start without its
/// AOT cache, so a cache that does not fit fails every test.
public final class SightlineContainer extends GenericContainer<SightlineContainer> {

    /// Where the API listens inside the container.
    public static final int API_PORT = 8080;

    /// Where health and metrics are inside the container.
    public static final int MANAGEMENT_PORT = 8081;

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final long MEMORY_BYTES = 1L << 30;
    private static final long NANO_CPUS = 2_000_000_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// The image as this source makes it; built when first asked for.
    public SightlineContainer() {
        super(SightlineImage.name());
        withEnv("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");
        withTmpFs(Map.of("/tmp", "rw"));
        withExposedPorts(API_PORT, MANAGEMENT_PORT);
        withHost(SightlineContainer::harden);
        waitingFor(
                Wait.forHttp("/actuator/health/readiness")
                        .forPort(MANAGEMENT_PORT)
                        .withStartupTimeout(READY_WITHIN));
    }

    private static HostConfig harden(HostConfig host) {
        return host.withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY_BYTES)
                .withMemorySwap(MEMORY_BYTES)
                .withNanoCPUs(NANO_CPUS)
                .withPortBindings(loopback(API_PORT), loopback(MANAGEMENT_PORT));
    }

    private static PortBinding loopback(int port) {
        return new PortBinding(Binding.bindIp("127.0.0.1"), ExposedPort.tcp(port));
    }

    /// Allows less than 2 CPUs.
    SightlineContainer withNanoCpus(long nanoCpus) {
        return withHost(host -> host.withNanoCPUs(nanoCpus));
    }

    /// Mounts `directory` where the service looks for further models.
    SightlineContainer withModels(Path directory) {
        return withHost(
                host ->
                        host.withBinds(
                                new Bind(
                                        directory.toString(),
                                        new Volume("/app/models"),
                                        AccessMode.ro)));
    }

    private SightlineContainer withHost(UnaryOperator<HostConfig> change) {
        return withCreateContainerCmdModifier(
                command ->
                        command.withHostConfig(
                                change.apply(
                                        Objects.requireNonNullElseGet(
                                                command.getHostConfig(),
                                                HostConfig::newHostConfig))));
    }

    /// Tells the service to end, as `docker stop --time 90` does, and waits until it has.
    void terminate() {
        getDockerClient().stopContainerCmd(getContainerId()).withTimeout(90).exec();
    }

    /// Starts it again after [#terminate()], and waits until its own health check succeeds. Its
    /// ports on the host are others now.
    void restart() {
        getDockerClient().startContainerCmd(getContainerId()).exec();
        await().atMost(READY_WITHIN).until(() -> run("/app/health").getExitCode() == 0);
    }

    /// Runs a command inside.
    ExecResult run(String... command) throws IOException, InterruptedException {
        return execInContainer(command);
    }

    /// What Docker knows of the container now.
    ContainerState state() {
        return getCurrentContainerInfo().getState();
    }

    /// An address of the API, as seen from the test.
    public URI api(String path) {
        return address(API_PORT, path);
    }

    /// An address of the management port, as seen from the test.
    public URI management(String path) {
        return address(MANAGEMENT_PORT, path);
    }

    private URI address(int port, String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(getMappedPort(port), path));
    }

    /// Sends one of the test images, for example `chelsea.jpg`, to be classified.
    public HttpResponse<String> classify(String image) throws IOException, InterruptedException {
        return classify(bytes(image));
    }

    /// Sends the bytes of an image to be classified.
    HttpResponse<String> classify(byte[] image) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(api("/v1/classifications"))
                        .POST(BodyPublishers.ofByteArray(image))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /// Reads an address.
    public HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    /// The bytes of a test image.
    static byte[] bytes(String image) throws IOException {
        try (InputStream stream =
                SightlineContainer.class.getResourceAsStream("/images/" + image)) {
            if (stream == null) {
                throw new IOException("there is no test image " + image);
            }
            return stream.readAllBytes();
        }
    }
}
