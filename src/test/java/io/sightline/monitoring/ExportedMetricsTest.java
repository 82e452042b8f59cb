package io.sightline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.BundledModelTest;
import io.sightline.machine.ContainerOnPaper;
import io.sightline.monitoring.Expression.Label;
import io.sightline.monitoring.Expression.Selector;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Compares what dashboard and rules ask for with the series of the whole service.
@BundledModelTest
class ExportedMetricsTest {

    /// Series that Prometheus makes itself.
    private static final Set<String> OF_PROMETHEUS = Set.of("up", "ALERTS");

    /// Labels that Prometheus gives to the series of a target.
    private static final Set<String> OF_A_TARGET = Set.of("namespace", "job", "instance");

    private static final String GC = "jvm_gc_pause_seconds_sum";

    private final HttpClient client = HttpClient.newHttpClient();
    private final MeterRegistry registry;
    private final int port;
    private final int managementPort;

    @TempDir private Path folder;

    private List<Series> exported = List.of();

    @Autowired
    ExportedMetricsTest(
            MeterRegistry registry,
            @LocalServerPort int port,
            @LocalManagementPort int managementPort) {
        this.registry = registry;
        this.port = port;
        this.managementPort = managementPort;
    }

    /// Lets each thing happen that brings a series into being.
    @BeforeEach
    void scrape() throws Exception {
        ContainerOnPaper.register(folder, registry);
        classifyAFormWithABadPart();
        System.gc();
        while (exported.stream().noneMatch(series -> series.name().equals(GC))) {
            exported = Series.of(page());
        }
    }

    @Test
    void dashboardAsksForWhatIsExported() {
        List<Expression> expressions = Dashboard.read().expressions();

        assertThat(expressions).isNotEmpty().allSatisfy(this::assertExported);
    }

    @Test
    void rulesAskForWhatIsExportedOrRecorded() throws Exception {
        AlertRules rules = AlertRules.read();

        assertThat(rules.expressions()).isNotEmpty();
        assertThat(rules.expressions())
                .allSatisfy(expression -> assertExported(expression, rules.recorded()));
    }

    private void assertExported(Expression expression) {
        assertExported(expression, List.of());
    }

    private void assertExported(Expression expression, List<String> recorded) {
        List<Selector> selectors =
                expression.selectors().stream()
                        .filter(selector -> !OF_PROMETHEUS.contains(selector.name()))
                        .filter(selector -> !recorded.contains(selector.name()))
                        .toList();
        for (Selector selector : selectors) {
            List<Series> series = named(selector.name()).toList();
            assertThat(series).as(selector.name()).isNotEmpty();
            assertThat(selector.labels())
                    .as("labels of %s", selector.name())
                    .filteredOn(label -> !OF_A_TARGET.contains(label.name()))
                    .allSatisfy(label -> assertThat(series).anyMatch(one -> has(one, label)));
        }
        if (!selectors.isEmpty()) {
            assertThat(expression.groupings())
                    .as("labels of %s", expression.text())
                    .filteredOn(label -> !OF_A_TARGET.contains(label))
                    .allMatch(
                            label ->
                                    selectors.stream()
                                            .flatMap(selector -> named(selector.name()))
                                            .anyMatch(one -> one.labels().containsKey(label)));
        }
    }

    private Stream<Series> named(String name) {
        return exported.stream().filter(series -> series.name().equals(name));
    }

    /// Whether `series` has the label with the value asked for; a variable stands for any.
    private static boolean has(Series series, Label label) {
        return label.value().startsWith("$")
                ? series.labels().containsKey(label.name())
                : label.value().equals(series.labels().get(label.name()));
    }

    private String page() throws IOException, InterruptedException {
        URI address =
                URI.create("http://localhost:%d/actuator/prometheus".formatted(managementPort));
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }

    private void classifyAFormWithABadPart() throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:%d/v1/classifications".formatted(port));
        String form = "--b\r\nContent-Type: image/jpeg\r\n\r\nno image\r\n--b--\r\n";
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofString(form, StandardCharsets.UTF_8))
                        .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
}
