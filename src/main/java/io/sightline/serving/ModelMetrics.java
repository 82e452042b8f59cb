package io.sightline.serving;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.batching.BatchingMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The gauges of models in service, which come and go with them: the queue and lanes of each, and
/// `sightline.model.info`, which is always 1 and tells by its tags.
public final class ModelMetrics {

    private final MeterRegistry registry;
    private final Map<String, BatchingMetrics> batching = new ConcurrentHashMap<>();
    private final Map<String, List<Meter>> shown = new ConcurrentHashMap<>();

    public ModelMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /// What counts the batches and refusals of a model; versions of one name share its counters.
    BatchingMetrics batching(String model) {
        return batching.computeIfAbsent(model, name -> new BatchingMetrics(registry, name));
    }

    /// Registers the gauges of `model`.
    void show(ServedModel model) {
        List<Meter> gauges = new ArrayList<>(batching(model.name()).watch(model.batcher()));
        gauges.add(
                Gauge.builder("sightline.model.info", () -> 1)
                        .description("A model in service")
                        .tag("model", model.name())
                        .tag("architecture", model.description().architecture())
                        .tag("precision", model.description().precision())
                        .tag("device", model.description().device())
                        .register(registry));
        shown.put(model.name(), List.copyOf(gauges));
    }

    /// Removes the gauges that [#show] registered.
    void hide(ServedModel model) {
        List<Meter> gauges = shown.remove(model.name());
        if (gauges != null) {
            gauges.forEach(registry::remove);
        }
    }
}
