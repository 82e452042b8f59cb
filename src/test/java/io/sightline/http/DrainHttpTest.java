package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.intake.Intake;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.HttpRequestHandler;

/// The beginning and the end of a service's life, seen by its clients.
class DrainHttpTest {

    private final ConfigurableApplicationContext service =
            new SpringApplicationBuilder(HttpTestApplication.class, EarlyClient.class)
                    .initializers(DrainHttpTest::addUnavailable)
                    .run("--server.port=0", "--management.server.port=0");
    private final ScriptedClassifier classifier = service.getBean(ScriptedClassifier.class);
    private final Client client = new Client(port(service.getEnvironment(), "server"));
    private final Client management = new Client(port(service.getEnvironment(), "management"));

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void refusesUntilItIsReadyAndServesUntilItLeaves() throws Exception {
        HttpResponse<String> early = service.getBean(EarlyClient.class).response();
        HttpResponse<String> ready = client.post("/v1/classifications", "cat");
        service.getBean(Intake.class).advance(Intake.State.LEAVING);
        HttpResponse<String> leaving = client.post("/v1/classifications", "cat");

        Client.assertProblem(early, 503, "starting");
        assertThat(early.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.headers().firstValue("Connection")).isEmpty();
        assertThat(leaving.statusCode()).isEqualTo(200);
        assertThat(leaving.headers().firstValue("Connection")).hasValue("close");
    }

    @Test
    void answersWhatItAcceptedAndRefusesTheRestWhileItStops() throws Exception {
        CompletableFuture<HttpResponse<String>> accepted =
                client.sendAsync(
                        client.classify("/v1/classifications", BodyPublishers.ofString("held")));
        classifier.awaitHeld(1);
        try (RawConnection open = new RawConnection(client.port())) {
            open.send("GET /v1/models HTTP/1.1\r\nHost: h\r\n\r\n");
            String before = open.response();
            Thread stopping = Thread.ofVirtual().start(service::close);

            HttpResponse<String> refused = untilRefused();
            open.send(RawConnection.post("Content-Length: 1000"));
            String refusedOnOpenConnection = open.response();
            HttpResponse<String> readiness = management.get("/actuator/health/readiness");
            HttpResponse<String> liveness = management.get("/actuator/health/liveness");
            boolean answeredEarly = accepted.isDone();
            classifier.release(1);
            stopping.join();

            assertThat(before).startsWith("HTTP/1.1 200 ");
            Client.assertProblem(refused, 503, "shutting-down");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refusedOnOpenConnection)
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Connection: close");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(liveness.statusCode()).isEqualTo(200);
            assertThat(answeredEarly).isFalse();
            assertThat(accepted.get().statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> client.get("/v1/models")).isInstanceOf(ConnectException.class);
        }
    }

    /// The web server takes a request for malformed if it is paused during the first line. That
    /// moment cannot be hit at will, so this request is malformed.
    @Test
    void refusesWhatSeemsMalformedOnceTheIntakeIsClosed() throws Exception {
        Intake intake = service.getBean(Intake.class);
        try (RawConnection before = new RawConnection(client.port());
                RawConnection after = new RawConnection(client.port())) {
            String withoutHost = "GET /v1/models HTTP/1.1\r\n\r\n";

            intake.advance(Intake.State.LEAVING);
            before.send(withoutHost);
            String leaving = before.response();
            intake.advance(Intake.State.CLOSED);
            after.send(withoutHost);
            String closed = after.response();

            assertThat(leaving).startsWith("HTTP/1.1 400 ");
            assertThat(closed)
                    .startsWith("HTTP/1.1 503 ")
                    .contains("Retry-After: 1", ":shutting-down\"");
        }
    }

    /// As the web server answers in HTTP/1.0 when it is paused during the first line.
    @Test
    void tellsWhenToRetryIfTheWebServerItselfIsUnavailable() throws Exception {
        HttpResponse<String> refused = client.get("/unavailable");

        Client.assertProblem(refused, 503, "shutting-down");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    }

    /// Adds a path that leaves it to the web server to say that it is unavailable.
    private static void addUnavailable(ConfigurableApplicationContext context) {
        HttpRequestHandler unavailable =
                (_, response) -> response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        context.getBeanFactory().registerSingleton("/unavailable", unavailable);
    }

    /// The drain cannot end while a request is held, so a refusal surely comes.
    private HttpResponse<String> untilRefused() throws IOException, InterruptedException {
        HttpResponse<String> response = client.get("/v1/models");
        while (response.statusCode() == 200) {
            response = client.get("/v1/models");
        }
        return response;
    }

    private static int port(Environment environment, String server) {
        return environment.getRequiredProperty("local.%s.port".formatted(server), Integer.class);
    }

    /// Asks when the port is open and the application is not yet ready.
    static final class EarlyClient implements ApplicationRunner {

        private final CompletableFuture<HttpResponse<String>> response = new CompletableFuture<>();
        private final Environment environment;

        EarlyClient(Environment environment) {
            this.environment = environment;
        }

        @Override
        public void run(ApplicationArguments arguments) throws Exception {
            response.complete(
                    new Client(port(environment, "server")).post("/v1/classifications", "cat"));
        }

        HttpResponse<String> response() {
            return response.join();
        }
    }
}
