package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Odd requests: what the web server itself refuses is a problem like any other, and none is blamed
/// on the service.
@HttpTest
@ExtendWith(OutputCaptureExtension.class)
class ProtocolHttpTest {

    private static final String MALFORMED = "urn:sightline:problem:malformed-request";
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    private final Client client;
    private final int operatorsPort;

    @Autowired
    ProtocolHttpTest(@LocalServerPort int port, @LocalManagementPort int operatorsPort) {
        this.client = new Client(port);
        this.operatorsPort = operatorsPort;
    }

    @AfterEach
    void stillServesAndLoggedNoError(CapturedOutput output) throws Exception {
        client.assertServes();
        assertThat(output.getAll()).doesNotContain("ERROR", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip, chunked", "gzip", "identity", "zip"})
    void blamesAnUnknownTransferCodingOnTheClient(String coding) throws Exception {
        String response = exchange(RawConnection.post("Transfer-Encoding: " + coding) + "cat");

        assertThat(response).startsWith("HTTP/1.1 501 ").contains(MALFORMED, "transfer coding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.2", "HTTP/2.0", "HTTP/1", "HTTP/0.9"})
    void blamesAnotherVersionOnTheClient(String version) throws Exception {
        String response = exchange("GET /v1/models %s\r\nHost: h\r\n\r\n".formatted(version));

        assertThat(response)
                .startsWith("HTTP/1.1 505 ")
                .contains(MALFORMED, "protocol is " + version + ", must be HTTP/1.1 or HTTP/1.0");
    }

    @Test
    void refusesAnotherProtocol() throws Exception {
        String response = exchange("BREW /v1/models HTCPCP/1.0\r\nHost: h\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400 ").contains(MALFORMED);
    }

    @Test
    void refusesConnect() throws Exception {
        String response = exchange("CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 501 ").contains(MALFORMED, "CONNECT");
    }

    @Test
    void refusesAnExpectationThatItCannotMeet() throws Exception {
        String response = exchange(RawConnection.post("Expect: 200-ok", "Content-Length: 3"));

        assertThat(response)
                .startsWith("HTTP/1.1 417 ")
                .contains(MALFORMED, "expectation is 200-ok, must be 100-continue");
    }

    /// An answer to HTTP/0.9 has no status and no headers.
    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/models\r\n", "GET /v1/models\r\n\r\n"})
    void refusesTheOldestHttpInWords(String request) throws Exception {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(request);

            assertThat(connection.everything())
                    .startsWith("{")
                    .contains(MALFORMED, "protocol is HTTP/0.9, must be HTTP/1.1 or HTTP/1.0");
        }
    }

    @Test
    void refusesHttp2InWords() throws Exception {
        String response = exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 505 ")
                .contains(MALFORMED, "protocol is HTTP/2, must be HTTP/1.1");
    }

    @Test
    void staysWithHttp1WhereAClientOffersMore() throws Exception {
        String response =
                exchange(
                        "GET /v1/models HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings"
                                + "\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my_service",
                "my_service:8080",
                "my_.service_.local:8080",
                "_h",
                "h.",
                "h.:8080",
                "",
                "127.0.0.1",
                "[::1]",
                "[::1]:8080"
            })
    void answersWhateverNameItsHostIsGiven(String host) throws Exception {
        String response = exchange("GET /v1/models HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host));

        assertThat(response).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void answersOperatorsWhateverNameItsHostIsGiven() throws Exception {
        try (RawConnection connection = new RawConnection(operatorsPort)) {
            connection.send(
                    "GET /actuator/health/liveness HTTP/1.1\r\nHost: my_service:8081\r\n\r\n");

            assertThat(connection.response()).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "h:port", "[::1", "[fe80::1%25eth0]", "h..x", "a@b"})
    void refusesWhatIsNoHost(String host) throws Exception {
        String response = exchange("GET /v1/models HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(host));

        assertThat(response).startsWith("HTTP/1.1 400 ").contains(MALFORMED);
    }

    @ParameterizedTest
    @CsvSource({"8, 200", "9, 400", "100, 400"})
    void takesEightTrailerFieldsAndNoMore(int count, int status) throws Exception {
        String response =
                exchange(RawConnection.post(CHUNKED) + "3\r\ncat\r\n0\r\n" + trailers(count));

        assertThat(response).startsWith("HTTP/1.1 %d ".formatted(status));
        if (status == 400) {
            assertThat(response).contains(MALFORMED, "more than 8 trailer fields");
        }
    }

    @ParameterizedTest
    @CsvSource({"9, /nothing, 404", "3000, /nothing, 404", "9, /v1/models, 405"})
    void readsPastTheTrailersOfWhatItRefuses(int count, String path, int status) throws Exception {
        String response =
                exchange(
                        RawConnection.postTo(path, CHUNKED)
                                + "3\r\ncat\r\n0\r\n"
                                + trailers(count));

        assertThat(response).startsWith("HTTP/1.1 %d ".formatted(status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET http://h/v1/models                | 200
                    GET http://other/v1/models            | 400
                    GET //v1/models                       | 404
                    GET /v1//models                       | 404
                    GET /v1/./models                      | 404
                    GET /v1/x/../models                   | 404
                    GET /../../etc/passwd                 | 400
                    GET /v1/models/                       | 404
                    GET /v1/%6dodels                      | 200
                    GET /v1/models%2fresnet50             | 400
                    GET /v1/models%5cresnet50             | 400
                    GET /v1/models%00                     | 400
                    GET /v1/models/%ff                    | 400
                    GET /v1/{models}                      | 400
                    GET /v1/models?a={b}                  | 400
                    get /v1/models                        | 405
                    G@T /v1/models                        | 400
                    PROPFIND /v1/models                   | 405
                    QUERY /v1/classifications             | 405
                    """)
    void answersOddTargetsAndMethods(String line, int status) throws Exception {
        String response = exchange(line + " HTTP/1.1\r\nHost: h\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 %d ".formatted(status));
        assertThat(response).contains(status == 200 ? "\"models\"" : "urn:sightline:problem:");
    }

    @Test
    void takesNoNoticeOfCookies() throws Exception {
        String response =
                exchange(
                        RawConnection.post("Content-Length: 3", "Cookie: " + "a=1; ".repeat(300))
                                + "cat");

        assertThat(response).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "100-continue, HTTP/1.1 100 ",
        "100-Continue, HTTP/1.1 100 ",
    })
    void asksForABodyThatWaits(String expectation, String first) throws Exception {
        String response =
                exchange(RawConnection.post("Expect: " + expectation, "Content-Length: 3"));

        assertThat(response).startsWith(first);
    }

    private static String trailers(int count) {
        return "A: b\r\n".repeat(count) + "\r\n";
    }

    private String exchange(String request) throws IOException {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(request);
            return connection.response();
        }
    }
}
