package io.sightline.serving.control;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.batching.BatchingProperties;
import io.sightline.engine.Engine;
import io.sightline.machine.LaneThreads;
import io.sightline.serving.EngineStart;
import io.sightline.serving.InferenceProperties;
import io.sightline.serving.ModelLoader;
import io.sightline.serving.ModelMetrics;
import io.sightline.serving.ModelRegistry;
import io.sightline.serving.ModelsProperties;
import io.sightline.serving.control.ChosenModels.Chosen;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/// Opens the models that the settings name: finds them, starts the engine, loads each.
public final class ModelOpening {

    private ModelOpening() {}

    /// The models of these settings. Their lanes still open when this returns;
    /// [ModelRegistry#awaitReady] waits for them.
    ///
    /// @param meters where their meters go
    /// @throws io.sightline.repository.ModelFailedException if a model cannot be read, or not run
    ///   as the settings ask
    /// @throws io.sightline.engine.EngineFailedException if the engine does not start
    public static OpenModels open(
            ModelsProperties properties,
            InferenceProperties inference,
            BatchingProperties batching,
            MeterRegistry meters) {
        ChosenModels models = new ChosenModels(properties);
        List<Chosen> chosen = models.names().stream().map(models::of).toList();
        int versions = chosen.stream().mapToInt(each -> each.files().size()).sum();
        int processors = Runtime.getRuntime().availableProcessors();
        ThreadFactory threads = LaneThreads.likeCaller();
        Engine engine = EngineStart.start(inference, processors);
        ModelLoader loader =
                new ModelLoader(engine, inference, processors, batching, versions == 1, threads);
        ModelMetrics metrics = new ModelMetrics(meters);
        VersionLoader versionLoader =
                new VersionLoader(
                        loader,
                        name -> properties.precision().getOrDefault(name, inference.precision()),
                        metrics);
        ModelRegistry registry = new ModelRegistry(metrics);
        try {
            for (Chosen each : chosen) {
                registry.add(each.pointers(), versionLoader.load(each.files()));
            }
        } catch (RuntimeException | Error e) {
            registry.close();
            throw e;
        }
        return new OpenModels(registry, models, versionLoader);
    }
}
