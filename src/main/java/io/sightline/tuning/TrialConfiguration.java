package io.sightline.tuning;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.classification.ClassificationConfiguration;
import io.sightline.classification.Classifier;
import io.sightline.serving.ServingConfiguration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The service without its web server, in this process: what classifies, with all settings as the
/// service would read them but those that are tried.
///
/// Not annotated as a configuration: the service itself looks for those, and must have no part of
/// it.
@Import({ServingConfiguration.class, ClassificationConfiguration.class})
class TrialConfiguration {

    @Bean
    MeterRegistry registry() {
        return new SimpleMeterRegistry();
    }

    /// Starts it, and returns once every lane has run every batch size.
    ///
    /// @param images the bytes of one file each
    /// @throws IllegalStateException if the model does not run in the precision of `setting`
    static Trial open(String model, List<byte[]> images, Setting setting) {
        SpringApplication application = new SpringApplication(TrialConfiguration.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        String[] arguments =
                Stream.concat(
                                setting.properties().entrySet().stream()
                                        .map(each -> "--" + each.getKey() + "=" + each.getValue()),
                                Stream.of(
                                        "--sightline.models.serve=" + model,
                                        "--logging.level.root=warn",
                                        "--logging.level.org.springframework.boot.SpringApplication=off"))
                        .toArray(String[]::new);
        ConfigurableApplicationContext started = start(application, arguments);
        Classifier classifier = started.getBean(Classifier.class);
        String precision = classifier.models().getFirst().precision();
        if (!precision.equals(setting.precision())) {
            started.close();
            throw new IllegalStateException(
                    "model %s runs in %s, must run in %s"
                            .formatted(model, precision, setting.precision()));
        }
        return new ModelTrial(images, classifier, started::close);
    }

    /// On a thread of its own, whose niceness the service raises: the next trial's must be lower.
    private static ConfigurableApplicationContext start(
            SpringApplication application, String... arguments) {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            return thread.submit(() -> application.run(arguments)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException reason
                    ? reason
                    : new IllegalStateException("the trial cannot start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the trial was interrupted", e);
        }
    }
}
