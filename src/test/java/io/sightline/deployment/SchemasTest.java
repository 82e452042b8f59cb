package io.sightline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The check of manifests catches what it is there for, each fault put into the chart once.
class SchemasTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unknown field | minReadySeconds: 5 | minReadySecond: 5 | minReadySecond
                    unknown field, deep | readOnlyRootFilesystem: | readOnlyRootFileSystem: | readOnlyRootFileSystem
                    unknown field in a list | containerPort: 8081 | containerPorts: 8081 | containerPort
                    wrong type | maxReplicas: 10 | maxReplicas: ten | ten
                    wrong type, no list | egress: [] | egress: {} | JsonArray
                    removed version | apiVersion: policy/v1 | apiVersion: policy/v1beta1 | policy/v1beta1
                    unknown kind | kind: ServiceAccount | kind: ServiceAcount | ServiceAcount
                    bad quantity | sizeLimit: 256Mi | sizeLimit: 256MiB | suffix
                    missing field | maxReplicas: 10 | # | maxReplicas
                    missing field, deep | topologyKey: kubernetes.io/hostname | # | topologyKey
                    unknown field, monitor | jobLabel: | 'sampleLimits: 1\n  jobLabel:' | sampleLimits
                    wrong type, monitor | interval: 15s | interval: 15 | Integer
                    missing field, monitor | path: /actuator/prometheus | # | path
                    unknown field, route | hostnames: | 'hosts: []\n  hostnames:' | hosts
                    wrong type, route | port: 8080 | port: "8080" | String
                    removed version, route | gateway.networking.k8s.io/v1 | gateway.networking.k8s.io/v1alpha2 | v1alpha2
                    """)
    void catches(String fault, String right, String wrong, String named) {
        String rendered =
                Chart.renderText(
                        "sightline", "serviceMonitor.enabled=true", "gateway.enabled=true");
        assertThat(rendered).contains(right);

        List<Manifest> manifests = Manifest.parse(rendered.replace(right, wrong));

        assertThatThrownBy(() -> manifests.forEach(Schemas::check))
                .as(fault)
                .hasMessageContaining(named);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unknown field | triggers: | 'fallbacks: {}\n  triggers:' | fallbacks
                    number for a string | threshold: "0.1" | threshold: 0.1 | Float
                    missing field | pollingInterval: 15 | # | pollingInterval
                    """)
    void catchesInAScaledObject(String fault, String right, String wrong, String named) {
        String rendered = Chart.renderText("sightline", "autoscaling.mode=keda");
        assertThat(rendered).contains(right);

        List<Manifest> manifests = Manifest.parse(rendered.replace(right, wrong));

        assertThatThrownBy(() -> manifests.forEach(Schemas::check))
                .as(fault)
                .hasMessageContaining(named);
    }
}
