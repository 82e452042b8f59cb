package io.sightline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.container.ContainerTest;
import io.sightline.container.SightlineContainer;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.Network;
import org.testcontainers.lifecycle.Startables;
import tools.jackson.databind.JsonNode;

/// The image under load, watched by Prometheus with the configuration of the repository.
@ContainerTest
class MonitoringIT {

    private static final int CLIENTS = 4;
    private static final int SCRAPES = 8;

    private static final String COLLECTIONS = "rate(jvm_gc_pause_seconds_count[1m])";

    private static final Network NETWORK = Network.newNetwork();
    private static final SightlineContainer SIGHTLINE =
            new SightlineContainer().withNetwork(NETWORK).withNetworkAliases("sightline");
    private static final PrometheusContainer PROMETHEUS =
            new PrometheusContainer().withNetwork(NETWORK);

    /// Classifies for as long as it takes Prometheus to see some of it, and a garbage collection,
    /// of which a panel tells.
    @BeforeAll
    @Timeout(300) // the class's own does not extend to this
    static void watchUnderLoad() throws Exception {
        Startables.deepStart(SIGHTLINE, PROMETHEUS.withShortIntervals()).join();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            while (scrapes() < SCRAPES || PROMETHEUS.query(COLLECTIONS).isEmpty()) {
                classifyAtOnce(clients);
            }
        }
    }

    @AfterAll
    static void stop() {
        PROMETHEUS.stop();
        SIGHTLINE.stop();
        NETWORK.close();
    }

    @Test
    void findsTheServiceAtWork() throws Exception {
        JsonNode targets = PROMETHEUS.get("targets").path("activeTargets");

        assertThat(targets.size()).isEqualTo(1);
        assertThat(targets.at("/0/scrapeUrl").asString())
                .isEqualTo("http://sightline:8081/actuator/prometheus");
        assertThat(targets.at("/0/health").asString()).isEqualTo("up");
        assertThat(PROMETHEUS.query("sightline_lanes_ready_lanes > 0")).isNotEmpty();
    }

    @Test
    void evaluatesEveryRule() throws Exception {
        AlertRules file = AlertRules.read();

        List<JsonNode> rules =
                PROMETHEUS.get("rules").path("groups").values().stream()
                        .flatMap(group -> group.path("rules").values().stream())
                        .toList();

        assertThat(rules)
                .hasSameSizeAs(file.rules())
                .allSatisfy(rule -> assertThat(rule.path("health").asString()).isEqualTo("ok"))
                .extracting(rule -> rule.path("name").asString())
                .containsAll(file.alerts().stream().map(AlertRules.Rule::alert).toList());
        for (String recorded : file.recorded()) {
            assertThat(PROMETHEUS.query(recorded)).as(recorded).isNotEmpty();
        }
    }

    @Test
    void hasDataForEveryPanel() throws Exception {
        List<Expression> expressions = Dashboard.read().expressions();

        assertThat(expressions).isNotEmpty();
        for (Expression expression : expressions) {
            assertThat(PROMETHEUS.query(asGrafanaWouldAsk(expression)).values())
                    .as(expression.text())
                    .anyMatch(Predicate.not(MonitoringIT::isNoNumber));
        }
    }

    private static String asGrafanaWouldAsk(Expression expression) {
        return expression
                .text()
                .replace("$__rate_interval", "1m")
                .replace("$instance", "sightline:8081")
                .replace("$model", "resnet50");
    }

    private static boolean isNoNumber(JsonNode sample) {
        return sample.at("/value/1").asString().equals("NaN");
    }

    private static int scrapes() throws IOException, InterruptedException {
        return PROMETHEUS
                .query("sum_over_time(up{job=\"sightline\"}[5m])")
                .at("/0/value/1")
                .asInt(0);
    }

    private static void classifyAtOnce(ExecutorService clients)
            throws InterruptedException, ExecutionException {
        Callable<Integer> client = () -> SIGHTLINE.classify("chelsea.jpg").statusCode();
        for (Future<Integer> status : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
            assertThat(status.get()).isEqualTo(200);
        }
    }
}
