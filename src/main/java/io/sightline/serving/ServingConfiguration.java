package io.sightline.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.batching.BatchingProperties;
import io.sightline.engine.Engine;
import io.sightline.machine.LaneThreads;
import io.sightline.machine.Niceness;
import io.sightline.repository.ModelCatalogue;
import io.sightline.repository.ModelFailedException;
import io.sightline.repository.ModelFiles;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Loads the models when the service starts, and lets it become ready when they are.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    ModelsProperties.class,
    InferenceProperties.class,
    BatchingProperties.class
})
public class ServingConfiguration {

    private static final Logger LOGGER = LoggerFactory.getLogger(ServingConfiguration.class);

    @Bean
    ModelRegistry models(
            ModelsProperties properties,
            InferenceProperties inference,
            BatchingProperties batching,
            MeterRegistry registry) {
        ModelCatalogue catalogue = properties.catalogue();
        Collection<ModelFiles> selected = catalogue.select(properties.serve());
        requireServed(properties.precision().keySet(), selected);
        int processors = Runtime.getRuntime().availableProcessors();
        ThreadFactory threads = LaneThreads.likeCaller();
        Engine engine = EngineStart.start(inference, processors);
        ModelLoader loader =
                new ModelLoader(
                        engine, inference, processors, batching, selected.size() == 1, threads);
        ModelMetrics metrics = new ModelMetrics(registry);
        ModelRegistry models = new ModelRegistry(metrics);
        for (ModelFiles files : selected) {
            PrecisionSetting precision =
                    properties.precision().getOrDefault(files.name(), inference.precision());
            ServedModel model = loader.load(files, precision, metrics.batching(files.name()));
            models.add(model);
            LOGGER.info("Loaded {}", model.description().line());
        }
        if (engine.device().equals("cpu")) {
            // Lanes have threads of their own factory. All else of the service that starts from
            // here on, HTTP and decoders, comes after them.
            Niceness.yieldToLanes();
            // What it compiles until the service is ready is mostly Spring's, which hardly runs
            // again.
            Niceness.yieldOptimiser();
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

    @Bean
    LanesReadiness lanes(ModelRegistry models) {
        return new LanesReadiness(models);
    }

    /// Spring accepts traffic once every runner has returned, and stops if one fails.
    @Bean
    ApplicationRunner warmUp(ModelRegistry models) {
        return _ -> {
            models.awaitReady();
            if (models.all().getFirst().description().device().equals("cpu")) {
                Niceness.yieldCompilers(); // C1 not before: a start runs what it compiles
            }
        };
    }
}
