package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A well-behaved client of a server on this machine.
final class Client {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    Client(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:%d%s".formatted(port, pathAndQuery)));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery).GET());
    }

    HttpResponse<String> post(String pathAndQuery, String upload)
            throws IOException, InterruptedException {
        return send(classify(pathAndQuery, BodyPublishers.ofString(upload)));
    }

    HttpRequest.Builder classify(String pathAndQuery, BodyPublisher upload) {
        return request(pathAndQuery).header("Content-Type", "image/jpeg").POST(upload);
    }

    /// Checks that the server still answers.
    void assertServes() throws IOException, InterruptedException {
        HttpResponse<String> response = post("/v1/classifications", "cat");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /// Checks that `response` is a problem of this kind, complete, and returns it.
    static JsonNode assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Server-Timing"))
                .hasValueSatisfying(timing -> assertThat(timing).contains("total;dur="));
        JsonNode problem = json(response);
        assertThat(problem.path("type").asString()).isEqualTo("urn:sightline:problem:" + slug);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("instance").asString()).startsWith("/");
        assertThat(response.headers().firstValue("X-Request-Id"))
                .hasValue(problem.path("requestId").asString());
        assertThat(response.body()).doesNotContain("Exception", "java.", "org.", "io.sightline");
        return problem;
    }
}
