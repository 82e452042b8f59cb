package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.classification.Classification.QueueFull;
import io.sightline.http.ScriptedClassifier.Call;
import io.sightline.intake.UploadBudget;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Many clients at once.
@HttpTest
class CrowdHttpTest {

    private static final int CLIENTS = 64;

    private final ScriptedClassifier classifier;
    private final UploadBudget budget;
    private final Client client;

    @Autowired
    CrowdHttpTest(ScriptedClassifier classifier, UploadBudget budget, @LocalServerPort int port) {
        this.classifier = classifier;
        this.budget = budget;
        this.client = new Client(port);
    }

    @BeforeEach
    void forgetCalls() {
        classifier.forgetCalls();
    }

    @AfterEach
    void stillServesAndHoldsNothing() throws Exception {
        client.assertServes();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void servesSixtyFourClientsAtTheSameTimeEachOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> responses = postAll("held %d"::formatted);

        classifier.awaitHeld(CLIENTS);
        classifier.release(CLIENTS);

        assertThat(responses).allMatch(response -> response.join().statusCode() == 200);
        assertThat(classifier.calls())
                .map(Call::upload)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, CLIENTS).mapToObj("held %d"::formatted).toList());
    }

    @Test
    void tellsEachClientWhetherItWasServedOrRefused() {
        Semaphore queue = new Semaphore(10);
        classifier.answer(
                "crowd",
                () ->
                        queue.tryAcquire()
                                ? ScriptedClassifier.CAT
                                : new QueueFull(Duration.ofSeconds(1)));

        List<Integer> statuses =
                postAll(_ -> "crowd").stream()
                        .map(CompletableFuture::join)
                        .map(HttpResponse::statusCode)
                        .toList();

        assertThat(statuses).hasSize(CLIENTS).containsOnly(200, 429);
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(10);
    }

    private List<CompletableFuture<HttpResponse<String>>> postAll(IntFunction<String> upload) {
        return IntStream.range(0, CLIENTS)
                .mapToObj(i -> BodyPublishers.ofString(upload.apply(i)))
                .map(body -> client.sendAsync(client.classify("/v1/classifications", body)))
                .toList();
    }
}
