package io.sightline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.container.ContainerTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.containers.Container.ExecResult;

/// Configuration and rules before Prometheus' own judge.
@ContainerTest
class PromtoolIT {

    private static final PrometheusContainer PROMETHEUS = new PrometheusContainer();

    @BeforeAll
    static void start() {
        PROMETHEUS.start();
    }

    @AfterAll
    static void stop() {
        PROMETHEUS.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "check, config, prometheus.yml",
        "check, rules, alerts.yml",
        "test, rules, alerts_test.yml"
    })
    void findsNoFault(String verb, String kind, String file) throws Exception {
        ExecResult result =
                PROMETHEUS.execInContainer(
                        "/bin/promtool", verb, kind, PrometheusContainer.FOLDER + file);

        assertThat(result.getExitCode()).as("%s", result).isZero();
    }
}
