package io.sightline.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubernetes.client.custom.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The pods are what the service needs and a hardened cluster admits, in every variant.
class DeploymentTest {

    private static final String POD = "spec.template.spec";
    private static final String CONTAINER = POD + ".containers[0]";

    @ParameterizedTest
    @EnumSource
    void replacesPodsWithoutLosingOne(Variant variant) {
        Manifest deployment = variant.only("Deployment");
        Map<String, Object> pace = deployment.at("spec.strategy.rollingUpdate");

        assertThat(pace).isEqualTo(Map.of("maxSurge", 1, "maxUnavailable", 0));
    }

    @ParameterizedTest
    @EnumSource
    void selectsItsOwnPods(Variant variant) {
        Manifest deployment = variant.only("Deployment");
        Map<String, Object> selector = deployment.at("spec.selector.matchLabels");

        Map<String, Object> labels = deployment.at("spec.template.metadata.labels");
        List<Object> spread =
                deployment.at(POD + ".topologySpreadConstraints[*].labelSelector.matchLabels");

        assertThat(labels).containsAllEntriesOf(selector);
        assertThat(spread).hasSize(2).containsOnly(selector);
    }

    /// Each rule of the profile `restricted` of the pod security standards.
    @ParameterizedTest
    @EnumSource
    void keepsTheRestrictedProfile(Variant variant) {
        Manifest deployment = variant.only("Deployment");
        Map<String, Object> pod = deployment.at(POD);
        Map<String, Object> container = deployment.at(CONTAINER);
        List<Map<String, Object>> volumes = deployment.at(POD + ".volumes");
        List<Map<String, Object>> ports = deployment.at(CONTAINER + ".ports");

        assertThat(pod)
                .doesNotContainKeys("hostNetwork", "hostPID", "hostIPC", "initContainers")
                .containsEntry(
                        "securityContext",
                        Map.of(
                                "runAsNonRoot",
                                true,
                                "runAsUser",
                                10001,
                                "runAsGroup",
                                10001,
                                "seccompProfile",
                                Map.of("type", "RuntimeDefault")));
        assertThat(container)
                .containsEntry(
                        "securityContext",
                        Map.of(
                                "allowPrivilegeEscalation",
                                false,
                                "readOnlyRootFilesystem",
                                true,
                                "capabilities",
                                Map.of("drop", List.of("ALL"))));
        assertThat(volumes)
                .flatExtracting(Map::keySet)
                .isSubsetOf("name", "configMap", "emptyDir", "persistentVolumeClaim");
        assertThat(ports).flatExtracting(Map::keySet).doesNotContain("hostPort");
    }

    @ParameterizedTest
    @EnumSource
    void writesNowhereButToTmpAndHoldsNoToken(Variant variant) {
        Manifest deployment = variant.only("Deployment");
        List<String> writable =
                deployment.at(CONTAINER + ".volumeMounts[?(!(@.readOnly == true))].mountPath");
        List<String> mounted = deployment.at(CONTAINER + ".volumeMounts[*].name");
        List<String> volumes = deployment.at(POD + ".volumes[*].name");

        assertThat(writable).containsExactly("/tmp");
        assertThat(mounted).containsExactlyInAnyOrderElementsOf(volumes);
        assertThat(deployment.<Boolean>at(POD + ".automountServiceAccountToken")).isFalse();
        assertThat(deployment.<Boolean>at(POD + ".enableServiceLinks")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void probesTheManagementPort(Variant variant) {
        Manifest deployment = variant.only("Deployment");
        Settings settings = Settings.of(variant.chart());
        Object probe = deployment.at(CONTAINER + ".startupProbe.httpGet");
        Object readiness = deployment.at(CONTAINER + ".readinessProbe.httpGet");
        Object liveness = deployment.at(CONTAINER + ".livenessProbe.httpGet");
        List<Map<String, Object>> ports = deployment.at(CONTAINER + ".ports");

        assertThat(probe)
                .isEqualTo(readiness)
                .isEqualTo(Map.of("path", "/actuator/health/readiness", "port", "management"));
        assertThat(liveness)
                .isEqualTo(Map.of("path", "/actuator/health/liveness", "port", "management"));
        assertThat(ports)
                .containsExactly(
                        port("http", settings.get("server.port", Integer.class)),
                        port("management", settings.get("management.server.port", Integer.class)));
    }

    /// Threads follow the quota, and a share of a processor would be a thread that is throttled.
    @ParameterizedTest
    @EnumSource
    void takesWholeProcessorsAndAsMuchAsItAsksFor(Variant variant) {
        Manifest deployment = variant.only("Deployment");
        Map<String, Object> limits = deployment.at(CONTAINER + ".resources.limits");
        Map<String, Object> requests = deployment.at(CONTAINER + ".resources.requests");

        Quantity processors = new Quantity(String.valueOf(limits.get("cpu")));

        assertThat(processors.getNumber().stripTrailingZeros().scale()).isNotPositive();
        assertThat(requests).containsOnlyKeys("cpu", "memory");
        assertThat(limits).containsAllEntriesOf(requests);
    }

    private static Map<String, Object> port(String name, int number) {
        return Map.of("name", name, "containerPort", number);
    }
}
