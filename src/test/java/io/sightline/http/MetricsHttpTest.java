package io.sightline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What operators read on the management port.
@HttpTest
class MetricsHttpTest {

    private final Client client;
    private final Client management;

    @Autowired
    MetricsHttpTest(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        this.client = new Client(port);
        this.management = new Client(managementPort);
    }

    @Test
    void countsRequestsByOutcomeAndServedModel() throws Exception {
        client.post("/v1/classifications", "cat");
        client.post("/v1/classifications", "hello");
        client.post("/v1/classifications?model=secret-name", "cat");
        client.get("/v1/classifications");

        // A request is counted when its answer has gone.
        await().untilAsserted(
                        () ->
                                assertThat(prometheus())
                                        .contains(
                                                "sightline_requests_seconds_bucket{model=\"resnet50\",outcome=\"classified\",le=\"0.005\"}")
                                        .contains(
                                                "sightline_requests_seconds_count{model=\"resnet50\",outcome=\"unsupported-format\"}")
                                        .contains(
                                                "sightline_requests_seconds_count{model=\"none\",outcome=\"unknown-model\"}")
                                        .contains(
                                                "sightline_requests_seconds_count{model=\"none\",outcome=\"method-not-allowed\"}")
                                        .doesNotContain("secret-name"));
    }

    @Test
    void countsARequestHoweverItsPathIsWritten() throws Exception {
        client.post("/v1/%63lassifications;a=b?model=unheard-of", "cat");
        client.post("/v1/classifications;c?top=0", "cat");

        await().untilAsserted(
                        () ->
                                assertThat(prometheus())
                                        .contains(
                                                "sightline_requests_seconds_count{model=\"none\",outcome=\"unknown-model\"}")
                                        .contains(
                                                "sightline_requests_seconds_count{model=\"none\",outcome=\"bad-parameter\"}"));
    }

    @Test
    void showsFailuresOfItsOwnBeforeTheFirst() throws Exception {
        assertThat(prometheus())
                .contains(zero("engine-failed"))
                .contains(zero("internal-error"))
                .contains(zero("deadline-passed"))
                .contains(zero("queue-full"))
                .contains(zero("would-be-late"))
                .contains(zero("upload-memory-full"));
    }

    @Test
    void measuresTheReadingOfBodiesAndTheirMemory() throws Exception {
        client.post("/v1/classifications", "cat");

        assertThat(prometheus())
                .contains("sightline_stage_seconds_count{stage=\"read\"}")
                .contains("sightline_upload_memory_used_bytes 0.0")
                .contains("sightline_upload_memory_limit_bytes 3145728.0");
    }

    @Test
    void tellsThatItLivesAndIsReady() throws Exception {
        assertThat(management.get("/actuator/health/liveness").body())
                .isEqualTo("{\"status\":\"UP\"}");
        assertThat(management.get("/actuator/health/readiness").body())
                .isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void doesNotManageOnThePublicPort() throws Exception {
        Client.assertProblem(client.get("/actuator/health"), 404, "not-found");
    }

    /// The line of failures of the scripted classifier's second model, which no test lets fail.
    private static String zero(String outcome) {
        return "sightline_requests_seconds_count{model=\"other\",outcome=\"%s\"} 0"
                .formatted(outcome);
    }

    private String prometheus() throws Exception {
        HttpResponse<String> response = management.get("/actuator/prometheus");
        return response.body();
    }
}
