package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.intake.UploadBudget;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Clients that break the rules: each is refused, and the next is served.
@HttpTest
class HostileHttpTest {

    private final UploadBudget budget;
    private final Client client;

    @Autowired
    HostileHttpTest(UploadBudget budget, @LocalServerPort int port) {
        this.budget = budget;
        this.client = new Client(port);
    }

    @AfterEach
    void stillServesAndHoldsNothing() throws Exception {
        client.assertServes();
        assertThat(budget.usedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /v1/%00 HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /v1/..%2f..%2f HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: h\r\nNo Colon\r\n\r\n"
            })
    void refusesWhatIsNotHttp(String request) throws Exception {
        assertThat(exchange(request))
                .startsWith("HTTP/1.1 400 ")
                .satisfies(HostileHttpTest::silent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: many",
                "Content-Length: -1",
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: 99999999999999999999"
            })
    void refusesALengthThatIsNotOne(String header) throws Exception {
        assertThat(exchange(RawConnection.post(header) + "cats"))
                .startsWith("HTTP/1.1 400 ")
                .satisfies(HostileHttpTest::silent);
    }

    @Test
    void refusesBothALengthAndChunksOrDropsTheConnection() throws Exception {
        String response =
                exchange(
                        RawConnection.post("Content-Length: 3", "Transfer-Encoding: chunked")
                                + "3\r\ncat\r\n0\r\n\r\n");

        assertThat(response).containsAnyOf("HTTP/1.1 400 ", "Connection: close");
    }

    @Test
    void refusesAHeaderOf64Kilobytes() throws Exception {
        String response =
                exchange(
                        "GET /v1/models HTTP/1.1\r\nHost: h\r\nX: "
                                + "a".repeat(64 * 1024)
                                + "\r\n\r\n");

        assertThat(response).matches("(?s)HTTP/1.1 4(00|31) .*").satisfies(HostileHttpTest::silent);
    }

    @Test
    void refusesTenThousandHeaders() throws Exception {
        String response =
                exchange(
                        "GET /v1/models HTTP/1.1\r\nHost: h\r\n"
                                + "A: b\r\n".repeat(10_000)
                                + "\r\n");

        assertThat(response).matches("(?s)HTTP/1.1 4(00|31) .*").satisfies(HostileHttpTest::silent);
    }

    @Test
    void refusesChunksThatAreNot() throws Exception {
        String response = exchange(RawConnection.post("Transfer-Encoding: chunked") + "no\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 400 ")
                .contains("urn:sightline:problem:malformed-request")
                .contains("X-Request-Id: ")
                .satisfies(HostileHttpTest::silent);
    }

    @Test
    void refusesAnUnknownTransferEncoding() throws Exception {
        String response = exchange(RawConnection.post("Transfer-Encoding: zip") + "cat");

        assertThat(response).startsWith("HTTP/1.1 501 ").satisfies(HostileHttpTest::silent);
    }

    @Test
    void tellsAClientThatStopsSendingHalfwayWhatIsMissing() throws Exception {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(RawConnection.post("Content-Length: 100") + "cat");
            connection.finishSending();

            assertThat(connection.response())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("body ends or breaks after 3 bytes");
        }
    }

    /// The server notices a closed connection in its own time.
    @Test
    void freesTheMemoryOfAClientThatLeavesHalfway() throws Exception {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(RawConnection.post("Content-Length: 1000000") + "cat");
            Waiting.until(() -> budget.usedBytes() > 0);
        }

        Waiting.until(() -> budget.usedBytes() == 0);
    }

    private String exchange(String request) throws IOException {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(request);
            return connection.response();
        }
    }

    private static void silent(String response) {
        assertThat(response)
                .doesNotContainIgnoringCase("tomcat", "exception", "java", "<html", "Server:");
    }
}
