package io.sightline.deployment;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PersistentVolumeClaim;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;

/// The kinds that every cluster has, in the versions that the official client has models of.
///
/// A kind or version that is not listed is refused, so a removed one (`policy/v1beta1`) is too.
final class Schemas {

    /// A kind's model: what it is read into, and the client's check of fields and their presence.
    private record Model(Class<?> type, Check check) {}

    private interface Check {
        void accept(JsonElement element) throws IOException;
    }

    private static final Map<String, Model> MODELS =
            Map.of(
                    "v1 ConfigMap",
                    new Model(V1ConfigMap.class, V1ConfigMap::validateJsonElement),
                    "v1 PersistentVolumeClaim",
                    new Model(
                            V1PersistentVolumeClaim.class,
                            V1PersistentVolumeClaim::validateJsonElement),
                    "v1 Service",
                    new Model(V1Service.class, V1Service::validateJsonElement),
                    "v1 ServiceAccount",
                    new Model(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement),
                    "apps/v1 Deployment",
                    new Model(V1Deployment.class, V1Deployment::validateJsonElement),
                    "autoscaling/v2 HorizontalPodAutoscaler",
                    new Model(
                            V2HorizontalPodAutoscaler.class,
                            V2HorizontalPodAutoscaler::validateJsonElement),
                    "networking.k8s.io/v1 Ingress",
                    new Model(V1Ingress.class, V1Ingress::validateJsonElement),
                    "networking.k8s.io/v1 NetworkPolicy",
                    new Model(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
                    "policy/v1 PodDisruptionBudget",
                    new Model(
                            V1PodDisruptionBudget.class,
                            V1PodDisruptionBudget::validateJsonElement));

    private static final Gson GSON = JSON.getGson();

    private Schemas() {}

    /// @throws RuntimeException if the manifest is not what its apiVersion and kind say
    static void check(Manifest manifest) {
        if (CustomResources.knows(manifest)) {
            CustomResources.check(manifest);
            return;
        }
        Model model = MODELS.get(manifest.type());
        if (model == null) {
            throw new IllegalArgumentException(
                    "%s is of no kind that is known here".formatted(manifest.type()));
        }
        JsonElement element = GSON.toJsonTree(manifest.content());
        try {
            model.check().accept(element);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        Object _ = GSON.fromJson(element, model.type()); // refuses wrong types and quantities
    }
}
