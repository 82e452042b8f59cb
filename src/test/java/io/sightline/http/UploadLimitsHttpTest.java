package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.intake.UploadBudget;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Limits of size, memory and time while a body arrives.
@HttpTest
class UploadLimitsHttpTest {

    private static final int ALL_MEMORY = 3 * HttpTest.MAX_UPLOAD;

    private final UploadBudget budget;
    private final Client client;

    @Autowired
    UploadLimitsHttpTest(UploadBudget budget, @LocalServerPort int port) {
        this.budget = budget;
        this.client = new Client(port);
    }

    @AfterEach
    void stillServesAndHoldsNothing() throws Exception {
        client.assertServes();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void acceptsABodyOfExactlyTheLimit() throws Exception {
        HttpResponse<String> response =
                client.post("/v1/classifications", "x".repeat(HttpTest.MAX_UPLOAD));

        Client.assertProblem(response, 415, "unsupported-format");
    }

    @Test
    void refuses200MegabytesBeforeTheFirstByte() throws Exception {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(RawConnection.post("Content-Length: 200000000"));

            assertThat(connection.response())
                    .startsWith("HTTP/1.1 413 ")
                    .contains("urn:sightline:problem:upload-too-large")
                    .contains("body has 200000000 bytes, must be at most 1048576");
        }
    }

    @Test
    void refusesBeforeAClientIsToldToGoOn() throws Exception {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(RawConnection.post("Content-Length: 9000000", "Expect: 100-continue"));

            assertThat(connection.response()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void tellsAClientToGoOnWhenItsBodyIsWanted() throws Exception {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(RawConnection.post("Content-Length: 3", "Expect: 100-continue"));
            String interim = connection.response();
            connection.send("cat");

            assertThat(interim).startsWith("HTTP/1.1 100 ");
            assertThat(connection.response()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void deliversTheRefusalToAClientThatSendsEverythingFirst() throws Exception {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(RawConnection.post("Content-Length: 8000000"));
            connection.send(new byte[8_000_000]);

            assertThat(connection.response()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void cutsAChunkedBodyOffAtTheLimit() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.classify(
                                "/v1/classifications",
                                BodyPublishers.ofInputStream(
                                        () ->
                                                new ByteArrayInputStream(
                                                        new byte[HttpTest.MAX_UPLOAD + 1]))));

        Client.assertProblem(response, 413, "upload-too-large");
    }

    @Test
    void acceptsAChunkedBody() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.classify(
                                "/v1/classifications",
                                BodyPublishers.ofInputStream(
                                        () ->
                                                new ByteArrayInputStream(
                                                        new byte[] {'c', 'a', 't'}))));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesUploadsWhileTheirMemoryIsFullAndTakesThemAfterwards() throws Exception {
        HttpResponse<String> refused;
        try (UploadBudget.Reservation others = budget.open()) {
            others.grow(ALL_MEMORY);

            refused = client.post("/v1/classifications", "cat");
        }
        HttpResponse<String> taken = client.post("/v1/classifications", "cat");

        Client.assertProblem(refused, 429, "upload-memory-full");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(taken.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAFormWhosePartsDoNotFitBesideIt() throws Exception {
        String form = "--b\r\nContent-Type: image/png\r\n\r\n" + "x".repeat(500_000) + "\r\n--b--";
        HttpResponse<String> response;
        try (UploadBudget.Reservation others = budget.open()) {
            others.grow(ALL_MEMORY - 600_000);

            response =
                    client.send(
                            client.request("/v1/classifications")
                                    .header("Content-Type", "multipart/form-data; boundary=b")
                                    .POST(BodyPublishers.ofString(form)));
        }

        Client.assertProblem(response, 429, "upload-memory-full");
    }

    @Test
    void givesUpOnABodyThatTricklesPastTheDeadline() throws Exception {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(
                    RawConnection.post("Content-Length: 1000000", "X-Request-Timeout-Ms: 1"));
            for (int sent = 0; sent < 999_999 && !connection.answered(); sent++) {
                connection.send("x");
            }

            assertThat(connection.response())
                    .startsWith("HTTP/1.1 504 ")
                    .contains("urn:sightline:problem:deadline-passed")
                    .contains("Server-Timing: ");
        }
    }

    @Test
    void givesUpOnABodyThatStopsArriving() throws Exception {
        try (RawConnection patient = new RawConnection(client.port());
                RawConnection hasty = new RawConnection(client.port())) {
            patient.send(RawConnection.post("Content-Length: 10") + "cat");
            hasty.send(RawConnection.post("Content-Length: 10", "X-Request-Timeout-Ms: 100") + "c");

            assertThat(patient.response())
                    .startsWith("HTTP/1.1 408 ")
                    .contains("urn:sightline:problem:upload-stalled")
                    .contains("X-Request-Id: ")
                    .contains("body stopped arriving after 3 bytes");
            assertThat(hasty.response())
                    .startsWith("HTTP/1.1 504 ")
                    .contains("urn:sightline:problem:deadline-passed");
        }
    }
}
