package io.sightline.deployment;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// The kinds that operators add to a cluster, with just the fields that are used here.
///
/// Each field is required, no other is allowed, and nothing is converted: KEDA, for one, refuses a
/// threshold that is a number instead of a string.
final class CustomResources {

    record Metadata(String name, Map<String, String> labels) {}

    record ServiceMonitor(
            String apiVersion, String kind, Metadata metadata, ServiceMonitorSpec spec) {}

    record ServiceMonitorSpec(String jobLabel, Selector selector, List<Endpoint> endpoints) {}

    record Selector(Map<String, String> matchLabels) {}

    record Endpoint(String port, String path, String interval) {}

    record ScaledObject(String apiVersion, String kind, Metadata metadata, ScaledObjectSpec spec) {}

    record ScaledObjectSpec(
            Target scaleTargetRef,
            int pollingInterval,
            int minReplicaCount,
            int maxReplicaCount,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Advanced(AutoscalerConfig horizontalPodAutoscalerConfig) {}

    record AutoscalerConfig(Behavior behavior) {}

    record Behavior(ScalingRules scaleUp, ScalingRules scaleDown) {}

    record ScalingRules(int stabilizationWindowSeconds, List<Policy> policies) {}

    record Policy(String type, int value, int periodSeconds) {}

    record Trigger(String type, String metricType, Map<String, String> metadata) {}

    record HttpRoute(String apiVersion, String kind, Metadata metadata, HttpRouteSpec spec) {}

    record HttpRouteSpec(List<Parent> parentRefs, List<String> hostnames, List<Rule> rules) {}

    record Parent(String name, String namespace) {}

    record Rule(List<Match> matches, Timeouts timeouts, List<Backend> backendRefs) {}

    record Match(PathMatch path) {}

    record PathMatch(String type, String value) {}

    record Timeouts(String request) {}

    record Backend(String name, int port) {}

    private static final Map<String, Class<?>> KINDS =
            Map.of(
                    "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
                    "keda.sh/v1alpha1 ScaledObject", ScaledObject.class,
                    "gateway.networking.k8s.io/v1 HTTPRoute", HttpRoute.class);

    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .withCoercionConfig(LogicalType.Integer, CustomResources::convertNothing)
                    .withCoercionConfig(LogicalType.Textual, CustomResources::convertNothing)
                    .build();

    private CustomResources() {}

    static boolean knows(Manifest manifest) {
        return KINDS.containsKey(manifest.type());
    }

    /// @throws RuntimeException if the manifest is not what its apiVersion and kind say
    static void check(Manifest manifest) {
        STRICT.convertValue(manifest.content(), KINDS.get(manifest.type()));
    }

    private static void convertNothing(MutableCoercionConfig config) {
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            config.setCoercion(shape, CoercionAction.Fail);
        }
    }
}
