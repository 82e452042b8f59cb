package io.sightline.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.batching.BatchingProperties;
import io.sightline.engine.Engine;
import io.sightline.machine.LaneThreads;
import io.sightline.repository.ModelFailedException;
import io.sightline.repository.ModelFiles;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the models that the settings name: finds them, starts the engine, loads each.
public final class ModelOpening {

    private static final Logger LOGGER = LoggerFactory.getLogger(ModelOpening.class);

    private ModelOpening() {}

    /// The models of these settings. Their lanes still open when this returns;
    /// [ModelRegistry#awaitReady] waits for them.
    ///
    /// @param meters where their meters go
    /// @throws ModelFailedException if a model cannot be read, or not run as the settings ask
    /// @throws io.sightline.engine.EngineFailedException if the engine does not start
    public static ModelRegistry open(
            ModelsProperties properties,
            InferenceProperties inference,
            BatchingProperties batching,
            MeterRegistry meters) {
        Collection<ModelFiles> selected = properties.catalogue().select(properties.serve());
        requireServed(properties.precision().keySet(), selected);
        int processors = Runtime.getRuntime().availableProcessors();
        ThreadFactory threads = LaneThreads.likeCaller();
        Engine engine = EngineStart.start(inference, processors);
        ModelLoader loader =
                new ModelLoader(
                        engine, inference, processors, batching, selected.size() == 1, threads);
        ModelMetrics metrics = new ModelMetrics(meters);
        ModelRegistry models = new ModelRegistry(metrics);
        try {
            for (ModelFiles files : selected) {
                PrecisionSetting precision =
                        properties.precision().getOrDefault(files.name(), inference.precision());
                ServedModel model = loader.load(files, precision, metrics.batching(files.name()));
                models.add(model);
                LOGGER.info("Loaded {}", model.description().line());
            }
        } catch (RuntimeException | Error e) {
            models.close();
            throw e;
        }
        return models;
    }

    private static void requireServed(Set<String> names, Collection<ModelFiles> selected) {
        Set<String> served = selected.stream().map(ModelFiles::name).collect(Collectors.toSet());
        for (String name : names) {
            if (!served.contains(name)) {
                throw new ModelFailedException(
                        "precision names model %s, must be one of those served: %s"
                                .formatted(name, served));
            }
        }
    }
}
