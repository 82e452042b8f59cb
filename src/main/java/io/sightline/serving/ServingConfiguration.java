package io.sightline.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.batching.BatchingMetrics;
import io.sightline.batching.BatchingProperties;
import io.sightline.engine.Engine;
import io.sightline.machine.Niceness;
import io.sightline.repository.ModelCatalogue;
import io.sightline.repository.ModelFailedException;
import io.sightline.repository.ModelFiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
    Models models(
            ModelsProperties properties,
            InferenceProperties inference,
            BatchingProperties batching,
            MeterRegistry registry) {
        ModelCatalogue catalogue = properties.catalogue();
        Collection<ModelFiles> selected = catalogue.select(properties.serve());
        requireServed(properties.precision().keySet(), selected);
        int processors = Runtime.getRuntime().availableProcessors();
        Engine engine = EngineStart.start(inference, processors);
        ModelLoader loader =
                new ModelLoader(engine, inference, processors, batching, selected.size() == 1);
        List<ServedModel> models = new ArrayList<>();
        for (ModelFiles files : selected) {
            BatchingMetrics metrics = new BatchingMetrics(registry, files.name());
            PrecisionSetting precision =
                    properties.precision().getOrDefault(files.name(), inference.precision());
            ServedModel model = loader.load(files, precision, metrics);
            metrics.watch(model.batcher());
            ModelMetrics.register(registry, model);
            models.add(model);
            LOGGER.info("Loaded {}", model.summary());
        }
        if (engine.device().equals("cpu")) {
            // The lanes have their threads by now. All else of the service that starts from here
            // on, HTTP and decoders, comes after them.
            Niceness.yieldToLanes();
            // What it compiles until the service is ready is mostly Spring's, which hardly runs
            // again.
            Niceness.yieldOptimiser();
        }
        return new Models(models);
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
    LanesReadiness lanes(Models models) {
        return new LanesReadiness(models);
    }

    /// Spring accepts traffic once every runner has returned, and stops if one fails.
    @Bean
    ApplicationRunner warmUp(Models models) {
        return _ -> {
            models.awaitReady();
            if (models.all().getFirst().engine().device().equals("cpu")) {
                Niceness.yieldCompilers(); // C1 not before: a start runs what it compiles
            }
        };
    }
}
