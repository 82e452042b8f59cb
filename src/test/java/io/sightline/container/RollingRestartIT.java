package io.sightline.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Network.Ipam;
import io.sightline.Crowd;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/// Two replicas behind a proxy, replaced one after the other while clients call.
@ContainerTest
class RollingRestartIT {

    private static final int CLIENTS = 4;
    private static final int MAX_CALLS = 5000;
    private static final int EXPECTED_CALLS = 10;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// What clients were told instead of a classification.
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void failsNoRequest() throws Exception {
        try (Network network = network();
                SightlineContainer first = replica(network, "first", "172.31.251.11");
                SightlineContainer second = replica(network, "second", "172.31.251.12");
                GenericContainer<?> proxy = proxy(network)) {
            first.start();
            second.start();
            proxy.start();
            byte[] cat = SightlineContainer.bytes("chelsea.jpg");
            URI address =
                    URI.create(
                            "http://127.0.0.1:%d/v1/classifications"
                                    .formatted(proxy.getMappedPort(80)));

            try (Crowd crowd = new Crowd(CLIENTS, MAX_CALLS, () -> post(address, cat))) {
                for (SightlineContainer replica : List.of(first, second)) {
                    replica.terminate();
                    replica.restart();
                }

                assertThat(crowd.isCalling()).as("clients called all the while").isTrue();
                crowd.stop();
                assertThat(crowd.statuses())
                        .as("%s%n%s", failures, proxy.getLogs())
                        .hasSizeGreaterThan(CLIENTS * EXPECTED_CALLS)
                        .containsOnly(200);
            }
        }
    }

    /// A network whose addresses are ours to give.
    private static Network network() {
        return Network.builder()
                .createNetworkCmdModifier(
                        command ->
                                command.withIpam(
                                        new Ipam()
                                                .withConfig(
                                                        new Ipam.Config()
                                                                .withSubnet("172.31.251.0/24"))))
                .build();
    }

    /// @param address kept over a restart, because nginx looks names up once
    private static SightlineContainer replica(Network network, String name, String address) {
        return new SightlineContainer()
                .withNetwork(network)
                .withNetworkAliases(name)
                .withCreateContainerCmdModifier(command -> command.withIpv4Address(address));
    }

    private static GenericContainer<?> proxy(Network network) {
        return new GenericContainer<>("nginx:1.22")
                .withNetwork(network)
                .withCopyFileToContainer(
                        MountableFile.forClasspathResource("container/nginx.conf"),
                        "/etc/nginx/nginx.conf")
                .withExposedPorts(80)
                .waitingFor(Wait.forHttp("/v1/models"));
    }

    private int post(URI address, byte[] image) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(image)).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            failures.add(response.headers().map() + response.body());
        }
        return response.statusCode();
    }
}
