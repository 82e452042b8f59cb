package io.sightline.serving;

import io.micrometer.core.instrument.Counter;
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
    public BatchingMetrics batching(String model) {
        return batching.computeIfAbsent(model, name -> new BatchingMetrics(registry, name));
    }

    /// Registers the gauges of a model's versions in place of those that it had. The tag `model` is
    /// the name for the first of them, the default; and for another it has the number too, as in
    /// `resnet50:2`.
    void show(List<ServedModel> versions) {
        String name = versions.getFirst().name();
        hide(name);
        failures(name); // shows as zero, so that the first is part of a rate
        List<Meter> gauges = new ArrayList<>();
        for (ServedModel version : versions) {
            String tag = gauges.isEmpty() ? name : version.reference();
            gauges.addAll(gauges(version, tag));
        }
        shown.put(name, List.copyOf(gauges));
    }

    private List<Meter> gauges(ServedModel version, String tag) {
        List<Meter> gauges =
                new ArrayList<>(batching(version.name()).watch(version.batcher(), tag));
        gauges.add(
                Gauge.builder("sightline.model.info", () -> 1)
                        .description("A model in service")
                        .tag("model", tag)
                        .tag("architecture", version.description().architecture())
                        .tag("precision", version.description().precision())
                        .tag("device", version.description().device())
                        .register(registry));
        return gauges;
    }

    /// What counts the loads of a model that failed.
    private Counter failures(String name) {
        return Counter.builder("sightline.model.load.failures")
                .description("Versions that could not take the place of the one that serves")
                .baseUnit("loads")
                .tag("model", name)
                .register(registry);
    }

    /// Counts a load that failed.
    void loadFailed(String name) {
        failures(name).increment();
    }

    /// Removes the gauges of a model's versions.
    void hide(String name) {
        List<Meter> gauges = shown.remove(name);
        if (gauges != null) {
            gauges.forEach(registry::remove);
        }
    }
}
