package io.sightline.serving;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/// The meter that says which models are served: `sightline.model.info`, always 1, what matters
/// being its tags.
final class ModelMetrics {

    private ModelMetrics() {}

    static void register(MeterRegistry registry, ServedModel model) {
        Gauge.builder("sightline.model.info", () -> 1)
                .description("A model in service")
                .tag("model", model.name())
                .tag("architecture", model.network().architecture())
                .tag("precision", model.engine().precision())
                .tag("device", model.engine().device())
                .register(registry);
    }
}
