package io.sightline.container;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        withCreateContainerCmdModifier(SightlineContainer::harden);
        waitingFor(Wait.forHttp("/actuator/health/readiness").forPort(MANAGEMENT_PORT));
    }

    private static void harden(CreateContainerCmd command) {
        HostConfig host =
                Objects.requireNonNullElseGet(command.getHostConfig(), HostConfig::newHostConfig);
        command.withHostConfig(
                host.withReadonlyRootfs(true)
                        .withCapDrop(Capability.ALL)
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withMemory(MEMORY_BYTES)
                        .withMemorySwap(MEMORY_BYTES)
                        .withNanoCPUs(NANO_CPUS)
                        .withPortBindings(loopback(API_PORT), loopback(MANAGEMENT_PORT)));
    }

    private static PortBinding loopback(int port) {
        return new PortBinding(Binding.bindIp("127.0.0.1"), ExposedPort.tcp(port));
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
        HttpRequest request =
                HttpRequest.newBuilder(api("/v1/classifications"))
                        .POST(BodyPublishers.ofByteArray(bytes(image)))
                        .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /// Reads an address.
    public HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    private static byte[] bytes(String image) throws IOException {
        try (InputStream stream =
                SightlineContainer.class.getResourceAsStream("/images/" + image)) {
            if (stream == null) {
                throw new IOException("there is no test image " + image);
            }
            return stream.readAllBytes();
        }
    }
}
