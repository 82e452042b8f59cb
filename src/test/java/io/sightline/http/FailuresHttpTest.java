package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.classification.Classification;
import io.sightline.classification.Classification.DeadlinePassed;
import io.sightline.classification.Classification.EngineFailed;
import io.sightline.classification.Classification.ImageTooLarge;
import io.sightline.classification.Classification.QueueFull;
import io.sightline.classification.Classification.ShuttingDown;
import io.sightline.classification.Classification.UndecodableImage;
import io.sightline.classification.Classification.UnknownModel;
import io.sightline.classification.Classification.WouldBeLate;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Every failure's status, kind and words.
@HttpTest
@ExtendWith(OutputCaptureExtension.class)
class FailuresHttpTest {

    private final ScriptedClassifier classifier;
    private final Client client;

    @Autowired
    FailuresHttpTest(ScriptedClassifier classifier, @LocalServerPort int port) {
        this.classifier = classifier;
        this.client = new Client(port);
    }

    @AfterEach
    void stillServes() throws Exception {
        client.assertServes();
    }

    @Test
    void refusesAnEmptyBody() throws Exception {
        HttpResponse<String> response = client.post("/v1/classifications", "");

        Client.assertProblem(response, 400, "empty-upload");
    }

    @Test
    void refusesText() throws Exception {
        HttpResponse<String> response = client.post("/v1/classifications", "hello");

        JsonNode problem = Client.assertProblem(response, 415, "unsupported-format");
        assertThat(problem.path("detail").asString())
                .isEqualTo("upload begins with text, must be an image");
        assertThat(problem.path("instance").asString()).isEqualTo("/v1/classifications");
    }

    @Test
    void refusesAnImageWithTooManyPixels() throws Exception {
        Client.assertProblem(answerWith(new ImageTooLarge("wide")), 413, "image-too-large");
    }

    @Test
    void refusesADamagedImage() throws Exception {
        Client.assertProblem(answerWith(new UndecodableImage("cut")), 422, "undecodable-image");
    }

    @Test
    void passesOnThatAModelIsGone() throws Exception {
        Client.assertProblem(answerWith(new UnknownModel("gone")), 404, "unknown-model");
    }

    @Test
    void tellsWhenToTryAgainIfTheQueueIsFull() throws Exception {
        HttpResponse<String> response = answerWith(new QueueFull(Duration.ofMillis(2100)));

        JsonNode problem = Client.assertProblem(response, 429, "queue-full");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(problem.path("retryAfter").asInt()).isEqualTo(3);
    }

    @Test
    void tellsThatTheAnswerWouldBeLate() throws Exception {
        HttpResponse<String> response = answerWith(new WouldBeLate(Duration.ofSeconds(2)));

        JsonNode problem = Client.assertProblem(response, 429, "would-be-late");
        assertThat(problem.path("detail").asString())
                .isEqualTo(
                        "the images waiting would keep this one beyond its deadline, allow more"
                                + " time or try again later");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(problem.path("retryAfter").asInt()).isEqualTo(2);
    }

    @Test
    void tellsToWaitAtLeastOneSecond() throws Exception {
        HttpResponse<String> response = answerWith(new QueueFull(Duration.ZERO));

        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void refusesWhenTheClassifierShutsDown() throws Exception {
        HttpResponse<String> response = answerWith(new ShuttingDown());

        Client.assertProblem(response, 503, "shutting-down");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    }

    @Test
    void tellsThatTheDeadlinePassed() throws Exception {
        HttpResponse<String> response = answerWith(new DeadlinePassed());

        JsonNode problem = Client.assertProblem(response, 504, "deadline-passed");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(problem.has("retryAfter")).isFalse();
    }

    @Test
    void logsAnEngineFailureWithItsRequestIdAndTellsNothingOfIt(CapturedOutput output)
            throws Exception {
        classifier.answer("fail", () -> new EngineFailed(new IllegalStateException("secret")));

        HttpResponse<String> response =
                client.send(
                        client.classify("/v1/classifications", BodyPublishers.ofString("fail"))
                                .header("X-Request-Id", "engine-failure-1"));

        Client.assertProblem(response, 500, "engine-failed");
        assertThat(response.body()).doesNotContain("secret", "IllegalState");
        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .filteredOn(line -> line.contains("engine-failure-1"))
                .hasSize(1);
    }

    @Test
    void logsABugWithItsRequestIdAndTellsNothingOfIt(CapturedOutput output) throws Exception {
        classifier.answer(
                "bug",
                () -> {
                    throw new IllegalStateException("secret");
                });

        HttpResponse<String> response =
                client.send(
                        client.classify("/v1/classifications", BodyPublishers.ofString("bug"))
                                .header("X-Request-Id", "bug-1"));

        Client.assertProblem(response, 500, "internal-error");
        assertThat(response.body()).doesNotContain("secret");
        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .filteredOn(line -> line.contains("bug-1"))
                .hasSize(1);
    }

    @Test
    void answersEvenAnError() throws Exception {
        classifier.answer(
                "overflow",
                () -> {
                    throw new StackOverflowError("secret");
                });

        HttpResponse<String> response = client.post("/v1/classifications", "overflow");

        Client.assertProblem(response, 500, "internal-error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/v1", "/v1/models/a/b", "/error", "/index.html"})
    void knowsNoOtherPath(String path) throws Exception {
        Client.assertProblem(client.get(path), 404, "not-found");
    }

    @Test
    void refusesAnotherMethodAndTellsTheRightOne() throws Exception {
        HttpResponse<String> get = client.get("/v1/classifications");
        HttpResponse<String> put =
                client.send(
                        client.request("/v1/classifications")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .PUT(BodyPublishers.ofString("a=b")));
        HttpResponse<String> post = client.post("/v1/models", "cat");

        Client.assertProblem(get, 405, "method-not-allowed");
        Client.assertProblem(put, 405, "method-not-allowed");
        Client.assertProblem(post, 405, "method-not-allowed");
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        assertThat(post.headers().firstValue("Allow").orElseThrow()).contains("GET");
    }

    @Test
    void refusesAMethodThatTheWebServerItselfForbids() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.request("/v1/models")
                                .method("TRACE", BodyPublishers.noBody())
                                .header("X-Request-Id", "trace-1"));

        Client.assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("X-Request-Id")).hasValue("trace-1");
    }

    @Test
    void tellsOfAForbiddenMethodWhatOthersThereAre() throws Exception {
        HttpResponse<String> response =
                client.send(client.request("/v1/models").method("TRACE", BodyPublishers.noBody()));

        JsonNode problem = Client.assertProblem(response, 405, "method-not-allowed");
        assertThat(problem.path("detail").asString())
                .isEqualTo("method is TRACE, must be one that the path answers");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST, OPTIONS");
    }

    @Test
    void logsNothingOfAWrongPathOrMethod(CapturedOutput output) throws Exception {
        client.get("/no-such-path");
        client.get("/v1/classifications");

        assertThat(output.getAll()).doesNotContain("no-such-path", "'GET' is not supported");
    }

    @Test
    void answersOptionsWithTheMethodsAndItsTime() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.request("/v1/classifications")
                                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST, OPTIONS");
        assertThat(response.headers().map()).doesNotContainKey("Accept-Patch");
        assertThat(response.headers().firstValue("Server-Timing")).isPresent();
        assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
    }

    @Test
    void answersAPreflightWithTheMethodsAloneUnlessOriginsAreAllowed() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.request("/v1/models/resnet50")
                                .header("Origin", "https://app.example.org")
                                .header("Access-Control-Request-Method", "GET")
                                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(response.headers().map().keySet())
                .noneMatch(name -> name.startsWith("access-control-"))
                .doesNotContain("vary");
    }

    @Test
    void refusesToAnswerInAnotherForm() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.classify("/v1/classifications", BodyPublishers.ofString("cat"))
                                .header("Accept", "text/html"));

        Client.assertProblem(response, 406, "not-acceptable");
    }

    @Test
    void writesProblemsAlsoForAClientThatAcceptsOnlyJson() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.classify("/v1/classifications", BodyPublishers.ofString("hello"))
                                .header("Accept", "application/json"));

        Client.assertProblem(response, 415, "unsupported-format");
    }

    private HttpResponse<String> answerWith(Classification classification) throws Exception {
        classifier.answer("scripted", () -> classification);
        return client.post("/v1/classifications", "scripted");
    }
}
