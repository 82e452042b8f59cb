package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.http.ScriptedClassifier.Call;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What a request may ask for, and what its answer holds.
@HttpTest
class ClassificationHttpTest {

    private final ScriptedClassifier classifier;
    private final Client client;

    @Autowired
    ClassificationHttpTest(ScriptedClassifier classifier, @LocalServerPort int port) {
        this.classifier = classifier;
        this.client = new Client(port);
    }

    @BeforeEach
    void forgetCalls() {
        classifier.forgetCalls();
    }

    @Test
    void answersOneImageWithItsPredictions() throws Exception {
        HttpResponse<String> response = client.post("/v1/classifications", "cat");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body())
                .isEqualTo(
                        """
                        {"model":{"name":"resnet50","version":"0123456789ab",\
                        "architecture":"ResNet-50 v1","precision":"int8","device":"cpu"},\
                        "predictions":[{"index":285,"id":"n02124075","label":"Egyptian cat",\
                        "probability":0.763636},{"index":281,"label":"tabby","probability":0.1}],\
                        "timings":{"decode":1.9,"resize":0.6,"queue":0.1,"inference":11.8,\
                        "total":14.9}}\
                        """);
    }

    @Test
    void sendsAnswersWithTheirLength() throws Exception {
        HttpResponse<String> response = client.post("/v1/classifications", "cat");

        assertThat(response.headers().firstValueAsLong("Content-Length"))
                .hasValue(response.body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(response.headers().map()).doesNotContainKey("Transfer-Encoding");
    }

    @Test
    void asksTheDefaultModelForFivePredictionsUnlessTold() throws Exception {
        client.post("/v1/classifications", "cat");
        client.post("/v1/classifications?top=100&model=other&unknown=x", "cat");

        assertThat(classifier.calls()).map(Call::upload).containsExactly("cat", "cat");
        assertThat(classifier.calls()).map(Call::model).containsExactly("resnet50", "other");
        assertThat(classifier.calls()).map(Call::top).containsExactly(5, 100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/jpeg",
                "IMAGE/x-anything; q=1",
                "application/octet-stream",
                "application/octet-stream;charset=utf-8",
                "image/jpeg; charset=binary",
                "image/jpeg; charset=no-such-charset",
                "image/jpeg; name=my photo(1).jpg",
                "image/jpeg; name=\"a;b\\\"c\"",
                "image/jpeg;",
                "binary/octet-stream",
                "Application/X-Image",
                "application/x-binary"
            })
    void acceptsAnyImageTypeAndBinary(String contentType) throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.request("/v1/classifications")
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofString("cat")));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void acceptsABodyWithoutAContentType() throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.request("/v1/classifications").POST(BodyPublishers.ofString("cat")));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/mixed; boundary=b",
                "image",
                "image/jpeg;;;=;",
                "image/jpeg, image/png",
                "image/jpeg; name=\"a",
                "image/",
                "\"image/jpeg\"",
                "\"",
                "*/*"
            })
    void refusesOtherContentTypes(String contentType) throws Exception {
        HttpResponse<String> response =
                client.send(
                        client.request("/v1/classifications?top=3")
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofString("cat")));

        Client.assertProblem(response, 415, "unsupported-content-type");
        assertThat(classifier.calls()).isEmpty();
        client.assertServes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "top=0",
                "top=101",
                "top=abc",
                "top=",
                "top=-1",
                "top=1e1",
                "top=05",
                "top=99999999999999999999",
                "top=1&top=2",
                "model=resnet50&model=other",
                "top=%ff%zz"
            })
    void refusesBadParameters(String query) throws Exception {
        // by hand, because a client refuses to send some of them
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(
                    RawConnection.postTo("/v1/classifications?" + query, "Content-Length: 3")
                            + "cat");

            assertThat(connection.response())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("urn:sightline:problem:bad-parameter");
        }
        assertThat(classifier.calls()).isEmpty();
        client.assertServes();
    }

    @ParameterizedTest
    @CsvSource({
        "top=%zz, 'query is malformed, must be percent-encoded UTF-8'",
        "model=%ff, 'query is malformed, must be percent-encoded UTF-8'",
        "=1&top=2, 'query has a value without a name, must be name=value'"
    })
    void tellsWhatIsWrongWithTheQuery(String query, String detail) throws Exception {
        String response;
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(RawConnection.postTo("/v1/classifications?" + query));
            response = connection.response();
        }

        assertThat(response)
                .startsWith("HTTP/1.1 400 ")
                .contains("urn:sightline:problem:bad-parameter", "\"" + detail + "\"");
    }

    @Test
    void takesAsManyParametersAsItSays() throws Exception {
        HttpResponse<String> most = client.post(withParameters(32), "cat");
        HttpResponse<String> tooMany = client.post(withParameters(33), "cat");

        assertThat(most.statusCode()).isEqualTo(200);
        assertThat(Client.assertProblem(tooMany, 400, "bad-parameter").path("detail").asString())
                .isEqualTo("query has 33 parameters, must have at most 32");
    }

    private static String withParameters(int count) {
        return "/v1/classifications?" + "&a=1".repeat(count);
    }

    @Test
    void tellsTheValueAndTheRule() throws Exception {
        HttpResponse<String> response = client.post("/v1/classifications?top=0", "cat");

        assertThat(Client.assertProblem(response, 400, "bad-parameter").path("detail").asString())
                .isEqualTo("top is 0, must be a whole number from 1 to 100");
    }

    @Test
    void refusesAnUnknownModelBeforeTheBodyIsRead() throws Exception {
        try (RawConnection connection = new RawConnection(client.port())) {
            connection.send(
                    RawConnection.postTo(
                            "/v1/classifications?model=nothing", "Content-Length: 1000"));

            assertThat(connection.response())
                    .startsWith("HTTP/1.1 404 ")
                    .contains("urn:sightline:problem:unknown-model")
                    .contains("model is nothing, must be one of: resnet50, other, numbered");
        }
        client.assertServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1.5", "soon", "", "1e3", "000", "0000000000000001"})
    void refusesAMalformedTimeout(String timeout) throws Exception {
        HttpRequest.Builder request =
                client.classify("/v1/classifications", BodyPublishers.ofString("cat"))
                        .header("X-Request-Timeout-Ms", timeout);

        Client.assertProblem(client.send(request), 400, "bad-parameter");
        client.assertServes();
    }

    @ParameterizedTest
    @CsvSource({"20000, 20000", "40000, 30000", "99999999999999999999999999, 30000"})
    void bringsTheDeadlineNearerButNotFartherOff(String timeout, long millis) throws Exception {
        long beforeNanos = System.nanoTime();
        client.send(
                client.classify("/v1/classifications", BodyPublishers.ofString("cat"))
                        .header("X-Request-Timeout-Ms", timeout));
        long afterNanos = System.nanoTime();

        long patienceNanos = Duration.ofMillis(millis).toNanos();
        assertThat(classifier.calls().getFirst().deadlineNanos() - patienceNanos)
                .isBetween(beforeNanos, afterNanos);
    }

    @Test
    void returnsTheClientsRequestIdIfItIsWellFormed() throws Exception {
        HttpResponse<String> response =
                client.send(client.request("/v1/models").header("X-Request-Id", "Order-7.a_b"));

        assertThat(response.headers().allValues("X-Request-Id")).containsExactly("Order-7.a_b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "a/b", "<script>"})
    void replacesARequestIdThatIsNotWellFormed(String id) throws Exception {
        HttpResponse<String> response =
                client.send(client.request("/v1/models").header("X-Request-Id", id));

        assertThat(response.headers().firstValue("X-Request-Id"))
                .hasValueSatisfying(ours -> assertThat(ours).matches("[0-9a-f]{16}"));
    }

    @Test
    void replacesARequestIdOfMoreThan64Characters() throws Exception {
        HttpResponse<String> kept =
                client.send(client.request("/v1/models").header("X-Request-Id", "a".repeat(64)));
        HttpResponse<String> replaced =
                client.send(client.request("/v1/models").header("X-Request-Id", "a".repeat(65)));

        assertThat(kept.headers().firstValue("X-Request-Id")).hasValue("a".repeat(64));
        assertThat(replaced.headers().firstValue("X-Request-Id").orElseThrow()).hasSize(16);
    }

    @Test
    void tellsWhereTheTimeWent() throws Exception {
        HttpResponse<String> response = client.post("/v1/classifications", "cat");

        assertThat(response.headers().firstValue("Server-Timing").orElseThrow())
                .matches(
                        "read;dur=[0-9.]+, decode;dur=1.9, resize;dur=0.6, queue;dur=0.1,"
                                + " inference;dur=11.8, total;dur=[0-9]+\\.[0-9]");
    }

    @Test
    void saysNothingOfTheServersMake() throws Exception {
        HttpResponse<String> response = client.post("/v1/classifications", "cat");

        assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }

    @ParameterizedTest
    @CsvSource({
        "model=numbered, numbered",
        "model=numbered:2, numbered:2",
        "model=numbered:canary, numbered:canary",
        "model=numbered&version=2, numbered:2",
        "version=canary&model=numbered, numbered:canary"
    })
    void choosesAVersion(String query, String reference) throws Exception {
        client.post("/v1/classifications?" + query, "cat");

        assertThat(classifier.calls()).extracting(Call::model).containsExactly(reference);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model=numbered:3|404|unknown-version|version of numbered is 3, must be one of: 1,"
                        + " 2, canary",
                "model=numbered&version=stable|404|unknown-version|version of numbered is stable,"
                        + " must be one of: 1, 2, canary",
                "version=1|404|unknown-version|version of resnet50 is 1, must be left out: it has"
                        + " none",
                "model=nothing:1|404|unknown-model|model is nothing, must be one of: resnet50,"
                        + " other, numbered",
                "model=numbered:1&version=1|400|bad-parameter|version is 1, must be left out with"
                        + " model numbered:1",
                "version=1&version=1|400|bad-parameter|version is given 2 times, must be given"
                        + " once"
            })
    void refusesAVersionThatIsNotServed(String query, int status, String type, String detail)
            throws Exception {
        HttpResponse<String> response = client.post("/v1/classifications?" + query, "cat");

        assertThat(Client.assertProblem(response, status, type).path("detail").asString())
                .isEqualTo(detail);
        assertThat(classifier.calls()).isEmpty();
    }
}
