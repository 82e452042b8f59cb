package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Pages of other origins, where some are allowed to read answers.
@HttpTest
@TestPropertySource(
        properties =
                "sightline.http.allowed-origins=https://app.example.org, http://localhost:3000")
class CrossOriginHttpTest {

    private static final String CLASSIFICATIONS = "/v1/classifications";

    private final Client client;

    @Autowired
    CrossOriginHttpTest(@LocalServerPort int port) {
        this.client = new Client(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.org", "http://localhost:3000"})
    void answersThePreflightOfAnAllowedOrigin(String origin) throws Exception {
        HttpResponse<String> response = client.send(preflight(CLASSIFICATIONS, origin));

        HttpHeaders headers = response.headers();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(headers.firstValue("Access-Control-Allow-Origin")).hasValue(origin);
        assertThat(headers.firstValue("Access-Control-Allow-Methods")).hasValue("POST, OPTIONS");
        assertThat(headers.firstValue("Access-Control-Allow-Headers"))
                .hasValue("Content-Type, X-Request-Timeout-Ms, X-Request-Id");
        assertThat(headers.firstValue("Access-Control-Max-Age")).hasValue("3600");
        assertThat(headers.firstValue("Allow")).hasValue("POST, OPTIONS");
        assertThat(headers.allValues("Vary")).contains("Origin");
        assertThat(headers.map()).doesNotContainKey("access-control-allow-credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.example.org",
                "http://app.example.org",
                "https://app.example.org:8443",
                "https://app.example.org.evil.example",
                "null"
            })
    void tellsAnotherOriginTheMethodsOnly(String origin) throws Exception {
        HttpResponse<String> response = client.send(preflight(CLASSIFICATIONS, origin));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control-"));
        assertThat(response.headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void letsAnAllowedPageReadAnswersAndProblems() throws Exception {
        HttpResponse<String> answer = client.send(post("cat", "https://app.example.org"));
        HttpResponse<String> problem = client.send(post("hello", "https://app.example.org"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(problem.statusCode()).isEqualTo(415);
        for (HttpResponse<String> response : List.of(answer, problem)) {
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://app.example.org");
            assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
                    .hasValue("X-Request-Id, Server-Timing, Retry-After");
        }
    }

    /// A page on the service's own origin is one of these, and so may be any page behind a proxy.
    @Test
    void answersAnotherOriginToo() throws Exception {
        HttpResponse<String> response = client.send(post("cat", "https://other.example.org"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void knowsNoMethodsOfAPathThatIsNotThere() throws Exception {
        HttpResponse<String> response =
                client.send(preflight("/nothing", "https://app.example.org"));

        Client.assertProblem(response, 404, "not-found");
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-methods");
    }

    private HttpRequest.Builder preflight(String path, String origin) {
        return client.request(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody());
    }

    private HttpRequest.Builder post(String upload, String origin) {
        return client.classify(CLASSIFICATIONS, BodyPublishers.ofString(upload))
                .header("Origin", origin);
    }
}
