package io.sightline.tuning;

import io.sightline.batching.BatchingProperties;
import io.sightline.classification.ClassificationProperties;
import io.sightline.classification.Classifier;
import io.sightline.classification.ClassifierSettings;
import io.sightline.image.ImageProperties;
import io.sightline.serving.InferenceProperties;
import io.sightline.serving.ModelsProperties;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/// Reads the service's settings as the service does, except for those that a trial sets.
///
/// Not annotated with `@Configuration`, because the service would find it and load it.
@EnableConfigurationProperties({
    ModelsProperties.class,
    InferenceProperties.class,
    BatchingProperties.class,
    ImageProperties.class,
    ClassificationProperties.class
})
class TrialConfiguration {

    /// Opens a classifier with `setting`, and returns once every lane has run every batch size.
    ///
    /// @param images the bytes of one file each
    /// @throws IllegalStateException if the model does not run in the precision of `setting`
    /// @throws InterruptedException if the calling thread is interrupted; nothing stays open
    static Trial open(String model, List<byte[]> images, Setting setting)
            throws InterruptedException {
        Classifier classifier = Classifier.open(settings(model, setting));
        String precision = classifier.models().getFirst().precision();
        if (!precision.equals(setting.precision())) {
            classifier.close();
            throw new IllegalStateException(
                    "model %s runs in %s, must run in %s"
                            .formatted(model, precision, setting.precision()));
        }
        return new ModelTrial(images, classifier);
    }

    private static ClassifierSettings settings(String model, Setting setting) {
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
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            return new ClassifierSettings(
                    context.getBean(ModelsProperties.class),
                    context.getBean(InferenceProperties.class),
                    context.getBean(BatchingProperties.class),
                    context.getBean(ImageProperties.class),
                    context.getBean(ClassificationProperties.class));
        }
    }
}
