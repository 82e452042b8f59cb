package io.sightline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/// What leads to the pods leads to ports they have, and lets through what the service takes.
class RoutesTest {

    private static final String NGINX = "metadata.annotations['nginx.ingress.kubernetes.io/%s']";

    @Test
    void eachServiceLeadsToAPortOfThePodsOfItsName() {
        List<Object> targets =
                services().stream().map(service -> service.at("spec.ports[*].targetPort")).toList();
        List<Object> names =
                services().stream().map(service -> service.at("spec.ports[*].name")).toList();
        List<String> ports =
                Variant.CPU.only("Deployment").at("spec.template.spec.containers[0].ports[*].name");

        assertThat(targets).isEqualTo(names);
        assertThat(ports).allMatch(port -> targets.contains(List.of(port))).hasSize(targets.size());
    }

    @Test
    void networkPolicyLetsEachPortIntoOneNamespaceAndNothingOut() {
        Manifest policy = Variant.CPU.only("NetworkPolicy");
        List<String> ports =
                Variant.CPU.only("Deployment").at("spec.template.spec.containers[0].ports[*].name");

        List<String> types = policy.at("spec.policyTypes");
        List<Object> egress = policy.at("spec.egress");
        List<String> open = policy.at("spec.ingress[*].ports[*].port");
        List<Object> peers = policy.at("spec.ingress[*].from[*].namespaceSelector.matchLabels");

        assertThat(types).containsExactly("Ingress", "Egress");
        assertThat(egress).isEmpty();
        assertThat(open).isEqualTo(ports);
        assertThat(peers).hasSameSizeAs(ports).doesNotContain(Map.of());
    }

    @Test
    void monitorSelectsTheManagementServiceAlone() {
        Manifest monitor = Variant.MONITORING.only("ServiceMonitor");
        Map<String, String> selector = monitor.at("spec.selector.matchLabels");

        List<Manifest> selected =
                services().stream()
                        .filter(
                                service ->
                                        labels(service).entrySet().containsAll(selector.entrySet()))
                        .toList();

        assertThat(selected).extracting(Manifest::name).containsExactly("sightline-management");
        assertThat(selected.getFirst().<String>at("spec.ports[0].name"))
                .isEqualTo(monitor.at("spec.endpoints[0].port"));
        assertThat(labels(selected.getFirst()))
                .containsEntry(monitor.at("spec.jobLabel"), "sightline");
        assertThat(monitor.<String>at("spec.endpoints[0].path")).isEqualTo("/actuator/prometheus");
    }

    @Test
    void ingressLeadsToTheApiAndLetsTheLargestUploadAndTheLongestAnswerThrough() {
        Manifest ingress = Variant.INGRESS.only("Ingress");
        Settings settings = Settings.of(Variant.INGRESS.chart());
        String backend = "spec.rules[0].http.paths[0].backend.service";

        String largest = ingress.at(NGINX.formatted("proxy-body-size"));
        String longest = ingress.at(NGINX.formatted("proxy-read-timeout"));

        assertThat(DataSize.parse(largest.replace("m", "MB"))) // to nginx, 20m is 20 * 1024 * 1024
                .isGreaterThanOrEqualTo(settings.get("sightline.http.max-upload", DataSize.class));
        assertThat(Duration.ofSeconds(Long.parseLong(longest)))
                .isGreaterThan(settings.get("sightline.classification.deadline", Duration.class));
        assertThat(api().name()).isEqualTo(ingress.at(backend + ".name"));
        assertThat(api().<String>at("spec.ports[0].name"))
                .isEqualTo(ingress.at(backend + ".port.name"));
    }

    @Test
    void httpRouteLeadsToTheApiAndWaitsForTheLongestAnswer() {
        Manifest route = Variant.GATEWAY.only("HTTPRoute");
        Settings settings = Settings.of(Variant.GATEWAY.chart());

        String longest = route.at("spec.rules[0].timeouts.request");

        assertThat(DurationStyle.SIMPLE.parse(longest))
                .isGreaterThan(settings.get("sightline.classification.deadline", Duration.class));
        assertThat(api().name()).isEqualTo(route.at("spec.rules[0].backendRefs[0].name"));
        assertThat(api().<Integer>at("spec.ports[0].port"))
                .isEqualTo(route.at("spec.rules[0].backendRefs[0].port"));
    }

    private static Manifest api() {
        return services().stream()
                .filter(service -> labels(service).containsValue("api"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Manifest> services() {
        return Variant.CPU.chart().stream()
                .filter(manifest -> manifest.type().equals("v1 Service"))
                .toList();
    }

    private static Map<String, String> labels(Manifest manifest) {
        return manifest.at("metadata.labels");
    }
}
