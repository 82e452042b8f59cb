package io.sightline.deployment;

import java.util.List;

/// What is deployed, said twice: by an overlay, or components on the base, and by the chart's
/// values.
enum Variant {
    CPU,
    GPU,
    MONITORING,
    QUEUE_WAIT,
    KEDA,
    MODELS,
    INGRESS,
    GATEWAY;

    List<Manifest> kustomize() {
        return switch (this) {
            case CPU -> Overlay.named("cpu").render();
            case GPU -> Overlay.named("gpu").render();
            case MONITORING -> Overlay.named("monitoring").render();
            case QUEUE_WAIT -> Overlay.of("scale-on-queue-wait").render();
            case KEDA -> Overlay.of("scale-with-keda").render();
            case MODELS -> Overlay.of("scale-on-cpu", "models").render();
            case INGRESS -> Overlay.of("scale-on-cpu", "ingress").render();
            case GATEWAY -> Overlay.of("scale-on-cpu", "gateway").render();
        };
    }

    List<Manifest> chart() {
        return switch (this) {
            case CPU -> Chart.render();
            case GPU -> Chart.render("gpu.enabled=true", "autoscaling.mode=none");
            case MONITORING -> Chart.render("serviceMonitor.enabled=true");
            case QUEUE_WAIT -> Chart.render("autoscaling.mode=queue-wait");
            case KEDA -> Chart.render("autoscaling.mode=keda");
            case MODELS -> Chart.render("models.enabled=true");
            case INGRESS -> Chart.render("ingress.enabled=true");
            case GATEWAY -> Chart.render("gateway.enabled=true");
        };
    }

    Manifest only(String kind) {
        return Manifest.only(kind, chart());
    }
}
