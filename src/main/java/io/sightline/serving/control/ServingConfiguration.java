package io.sightline.serving.control;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.batching.BatchingProperties;
import io.sightline.machine.Niceness;
import io.sightline.serving.InferenceProperties;
import io.sightline.serving.ModelRegistry;
import io.sightline.serving.ModelsProperties;
import java.time.Clock;
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

    @Bean
    OpenModels openModels(
            ModelsProperties properties,
            InferenceProperties inference,
            BatchingProperties batching,
            MeterRegistry registry) {
        OpenModels models = ModelOpening.open(properties, inference, batching, registry);
        if (onCpu(models.registry())) {
            // Lanes have threads of their own factory. All other threads that start from here on,
            // of HTTP and decoders, yield to them.
            Niceness.yieldToLanes();
            // What the virtual machine compiles until the service is ready is mostly Spring's code,
            // which hardly runs again.
            Niceness.yieldOptimiser();
        }
        return models;
    }

    @Bean
    ModelRegistry models(OpenModels models) {
        return models.registry();
    }

    @Bean
    ModelUpdates updates(OpenModels models, ModelCheck check) {
        return models.updates(check, Clock.systemUTC());
    }

    @Bean
    WatchThread watch(ModelUpdates updates, ModelsProperties properties) {
        return new WatchThread(new ModelWatch(updates), properties.watch());
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
            if (onCpu(models)) {
                Niceness.yieldCompilers(); // C1 not before: a start runs what it compiles
            }
        };
    }

    private static boolean onCpu(ModelRegistry models) {
        return models.all().getFirst().description().device().equals("cpu");
    }
}
