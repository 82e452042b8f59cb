package io.sightline.serving.control;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.batching.BatchingProperties;
import io.sightline.repository.ModelFiles;
import io.sightline.serving.InferenceProperties;
import io.sightline.serving.ModelRegistry;
import io.sightline.serving.ModelsProperties;
import io.sightline.serving.PrecisionSetting;
import io.sightline.serving.ServedModel;
import io.sightline.serving.version.LoadFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The models of a directory in service, and a check that finds what it is told to find.
final class Opened implements ModelCheck, AutoCloseable {

    static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ModelRegistry registry;
    private final ModelUpdates updates;
    private volatile ModelCheck check = (_, _) -> Optional.empty();

    private Opened(ModelsProperties properties) throws InterruptedException {
        OpenModels opened =
                ModelOpening.open(
                        properties,
                        new InferenceProperties("cpu", 1, 1, 0, false, PrecisionSetting.FLOAT32),
                        new BatchingProperties(1, Duration.ZERO, 8),
                        meters);
        this.registry = opened.registry();
        this.updates = opened.updates(this, Clock.fixed(NOW, ZoneOffset.UTC));
        registry.awaitReady();
    }

    /// Serves the models of these names.
    static Opened serve(Path directory, String... names) throws InterruptedException {
        return new Opened(new ModelsProperties(directory.toString(), List.of(names), Map.of()));
    }

    /// Serves version `number` of `name`, with a label `canary` at another.
    static Opened serve(Path directory, String name, int number, int canary)
            throws InterruptedException {
        return new Opened(
                new ModelsProperties(
                        directory.toString(),
                        List.of(name),
                        Map.of(),
                        Map.of(name, String.valueOf(number)),
                        Map.of(name, Map.of("canary", canary)),
                        Duration.ZERO));
    }

    void checkWith(ModelCheck other) {
        check = other;
    }

    ModelUpdates updates() {
        return updates;
    }

    ModelRegistry registry() {
        return registry;
    }

    /// The number of the version that `reference` stands for; -1 if none is served.
    int number(String reference) {
        return registry.find(reference).map(it -> it.number()).orElse(-1);
    }

    /// The content of what `reference` stands for.
    String version(String reference) {
        return registry.find(reference).orElseThrow().version();
    }

    List<LoadFailure> failures(String name) {
        return registry.status(name).failures();
    }

    double failuresCounted(String name) {
        return meters.get("sightline.model.load.failures").tag("model", name).counter().count();
    }

    @Override
    public Optional<String> fault(ServedModel model, ModelFiles files) throws InterruptedException {
        return check.fault(model, files);
    }

    @Override
    public void close() {
        registry.close();
    }
}
