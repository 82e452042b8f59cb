package io.sightline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What changes the number of pods means the deployment, and asks for meters that there are.
class ScalingTest {

    private static final Path ADAPTER =
            Path.of("k8s/components/scale-on-queue-wait/prometheus-adapter.yaml");

    private static final Path METERS = Path.of("docs/metrics.md");

    private static final Pattern SERIES = Pattern.compile("sightline_(\\w+)_seconds_(sum|count)");

    @ParameterizedTest
    @CsvSource({
        "CPU, HorizontalPodAutoscaler, minReplicas",
        "QUEUE_WAIT, HorizontalPodAutoscaler, minReplicas",
        "KEDA, ScaledObject, minReplicaCount"
    })
    void oneAutoscalerOwnsTheReplicasOfTheDeployment(
            Variant variant, String kind, String smallest) {
        Manifest deployment = variant.only("Deployment");
        Map<String, Object> spec = deployment.at("spec");

        Manifest autoscaler = variant.only(kind);

        assertThat(autoscaler.<Object>at("spec.scaleTargetRef"))
                .isEqualTo(
                        Map.of(
                                "apiVersion",
                                "apps/v1",
                                "kind",
                                "Deployment",
                                "name",
                                deployment.name()));
        assertThat(spec).doesNotContainKey("replicas");
        assertThat(autoscaler.<Integer>at("spec." + smallest)).isGreaterThan(1);
        assertThat(variant.chart())
                .filteredOn(manifest -> manifest.type().matches(".*(Autoscaler|ScaledObject)"))
                .hasSize(1);
    }

    @Test
    void autoscalerReadsTheMetricThatTheAdapterServes() throws IOException {
        Manifest autoscaler = Variant.QUEUE_WAIT.only("HorizontalPodAutoscaler");

        List<String> metrics = autoscaler.at("spec.metrics[*].pods.metric.name");

        assertThat(new Manifest(Manifest.parseMap(Files.readString(ADAPTER))))
                .extracting(rules -> rules.at("rules.custom[*].name.as"))
                .isEqualTo(metrics);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k8s/components/scale-on-queue-wait/prometheus-adapter.yaml",
                "k8s/components/scale-with-keda/scaled-object.yaml"
            })
    void queriesAskForTimersOfTheService(String file) throws IOException {
        String meters = Files.readString(METERS);

        Set<String> asked =
                SERIES.matcher(Files.readString(Path.of(file)))
                        .results()
                        .map(ScalingTest::meter)
                        .collect(Collectors.toSet());

        assertThat(asked).isNotEmpty().allMatch(name -> meters.contains("`" + name + "` | timer"));
    }

    @Test
    void budgetLetsOnePodGoAtATime() {
        Manifest budget = Variant.CPU.only("PodDisruptionBudget");

        assertThat(budget.<Integer>at("spec.maxUnavailable")).isEqualTo(1);
        assertThat(budget.<Object>at("spec.selector"))
                .isEqualTo(Variant.CPU.only("Deployment").at("spec.selector"));
    }

    private static String meter(MatchResult series) {
        return "sightline." + series.group(1).replace('_', '.');
    }
}
