package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.classification.Classification.EngineFailed;
import io.sightline.classification.Classification.QueueFull;
import io.sightline.http.ScriptedClassifier.Call;
import io.sightline.intake.UploadBudget;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Several images in one request.
@HttpTest
class MultipartHttpTest {

    private final ScriptedClassifier classifier;
    private final UploadBudget budget;
    private final Client client;

    @Autowired
    MultipartHttpTest(
            ScriptedClassifier classifier, UploadBudget budget, @LocalServerPort int port) {
        this.classifier = classifier;
        this.budget = budget;
        this.client = new Client(port);
    }

    @AfterEach
    void stillServes() throws Exception {
        client.assertServes();
    }

    @Test
    void answersEachPartInItsOrder() throws Exception {
        classifier.answer("full", () -> new QueueFull(Duration.ofSeconds(2)));
        classifier.answer("fail", () -> new EngineFailed(new IllegalStateException("secret")));

        HttpResponse<String> response = client.send(form(file("cat"), file("full"), file("fail")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode results = Client.json(response).path("results");
        assertThat(results.size()).isEqualTo(3);
        assertThat(results.get(0).path("predictions").get(0).path("index").asInt()).isEqualTo(285);
        assertThat(results.get(1).toString())
                .isEqualTo(
                        """
                        {"type":"urn:sightline:problem:queue-full",\
                        "title":"Too many images are waiting","status":429,\
                        "detail":"the queue is full, try again later","retryAfter":2}\
                        """);
        assertThat(results.get(2).path("status").asInt()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret");
    }

    @Test
    void answersAGoodPartBesideABadOne() throws Exception {
        HttpResponse<String> response = client.send(form(file("not an image"), file("cat")));

        JsonNode results = Client.json(response).path("results");
        assertThat(results.get(0).path("status").asInt()).isEqualTo(415);
        assertThat(results.get(1).path("predictions").size()).isEqualTo(2);
    }

    @Test
    void answersAGoodPartBesideOneThatMeetsABug() throws Exception {
        classifier.answer(
                "bug",
                () -> {
                    throw new IllegalStateException("secret");
                });

        HttpResponse<String> response = client.send(form(file("bug"), file("cat")));

        JsonNode results = Client.json(response).path("results");
        assertThat(results.get(0).path("status").asInt()).isEqualTo(500);
        assertThat(results.get(1).path("predictions").size()).isEqualTo(2);
    }

    @Test
    void classifiesItsPartsAtTheSameTime() throws Exception {
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(form(file("held 1"), file("held 2"), file("held 3")));

        classifier.awaitHeld(3);
        classifier.release(3);

        assertThat(response.get().statusCode()).isEqualTo(200);
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void takesItsParametersFromTheQuery() throws Exception {
        classifier.forgetCalls();

        client.send(
                multipart(
                        "/v1/classifications?top=2&model=other",
                        "multipart/form-data; boundary=b",
                        "--b\r\n" + file("cat") + "--b--"));

        assertThat(classifier.calls()).map(Call::top).containsExactly(2);
        assertThat(classifier.calls()).map(Call::model).containsExactly("other");
    }

    @Test
    void refusesAFormWithoutAFile() throws Exception {
        Client.assertProblem(client.send(form()), 400, "malformed-request");
    }

    @Test
    void refusesAFieldThatIsNoFile() throws Exception {
        HttpResponse<String> response =
                client.send(form("Content-Disposition: form-data; name=\"top\"\r\n\r\n3\r\n"));

        assertThat(
                        Client.assertProblem(response, 400, "malformed-request")
                                .path("detail")
                                .asString())
                .contains("must be a file; parameters belong into the query");
    }

    @Test
    void refusesAFormThatIsCutShort() throws Exception {
        HttpRequest.Builder request =
                multipart("multipart/form-data; boundary=b", "--b\r\n" + file("cat"));

        Client.assertProblem(client.send(request), 400, "malformed-request");
    }

    @Test
    void refusesAFormWithoutABoundary() throws Exception {
        HttpRequest.Builder request = multipart("multipart/form-data", "--b--");

        Client.assertProblem(client.send(request), 400, "malformed-request");
    }

    @Test
    void acceptsAQuotedBoundary() throws Exception {
        HttpRequest.Builder request =
                multipart("multipart/form-data; boundary=\"b\"", "--b\r\n" + file("cat") + "--b--");

        assertThat(client.send(request).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "boundary=a=b, a=b",
        "boundary=a/b:?=, a/b:?=",
        "boundary=\"a b\", a b",
        "boundary=\"a\\-b\", a-b",
        "BOUNDARY=b, b",
        "charset=binary; boundary=b, b",
        "boundary = b ; charset=utf-8, b"
    })
    void takesABoundaryHoweverItIsWritten(String parameters, String boundary) throws Exception {
        String body = "--%s\r\n%s--%s--".formatted(boundary, file("cat"), boundary);

        HttpResponse<String> response =
                client.send(multipart("multipart/form-data; " + parameters, body));

        assertThat(Client.json(response).path("results").size()).isEqualTo(1);
    }

    @Test
    void refusesABoundaryThatIsGivenTwice() throws Exception {
        HttpResponse<String> response =
                client.send(
                        multipart(
                                "multipart/form-data; boundary=b; boundary=c",
                                "--b\r\n" + file("cat") + "--b--"));

        Client.assertProblem(response, 415, "unsupported-content-type");
    }

    @Test
    void refusesAPartThatIsEncoded() throws Exception {
        String encoded = file("cat").replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n");

        JsonNode problem =
                Client.assertProblem(client.send(form(encoded)), 400, "malformed-request");

        assertThat(problem.path("detail").asString())
                .isEqualTo("content-encoding of a part is gzip, must be identity");
    }

    @Test
    void answersAnEmptyPartWithAProblemOfItsOwn() throws Exception {
        HttpResponse<String> response = client.send(form(file(""), file("cat")));

        JsonNode results = Client.json(response).path("results");
        assertThat(results.get(0).path("type").asString()).endsWith(":empty-upload");
        assertThat(results.get(1).path("predictions").size()).isEqualTo(2);
    }

    @Test
    void refusesMoreImagesThanItsLimit() throws Exception {
        HttpRequest.Builder five =
                form(file("cat"), file("cat"), file("cat"), file("cat"), file("cat"));

        Client.assertProblem(client.send(five), 413, "too-many-images");
    }

    private static String file(String content) {
        return "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n"
                + content
                + "\r\n";
    }

    private HttpRequest.Builder form(String... parts) {
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            body.append("--b\r\n").append(part);
        }
        return multipart("multipart/form-data; boundary=b", body.append("--b--\r\n").toString());
    }

    private HttpRequest.Builder multipart(String contentType, String body) {
        return multipart("/v1/classifications", contentType, body);
    }

    private HttpRequest.Builder multipart(String path, String contentType, String body) {
        return client.request(path)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body));
    }
}
