package io.sightline.classification;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.image.ImagePreprocessor;
import io.sightline.image.ImageProperties;
import io.sightline.serving.ModelRegistry;
import io.sightline.serving.control.ModelCheck;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the classifier to the models and the preprocessor.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ClassificationProperties.class, ImageProperties.class})
public class ClassificationConfiguration {

    @Bean
    ImagePreprocessor imagePreprocessor(ImageProperties properties, ModelRegistry models) {
        return new ImagePreprocessor(properties, models::awaitProcessors);
    }

    @Bean
    ModelCheck goldenCheck(ImagePreprocessor preprocessor) {
        return new GoldenCheck(preprocessor);
    }

    @Bean
    Classifier classifier(
            ModelRegistry models,
            ImagePreprocessor preprocessor,
            ClassificationProperties properties,
            MeterRegistry registry) {
        return new ImageClassifier(
                models,
                preprocessor,
                properties,
                new ClassificationMetrics(registry),
                () -> {}); // they are beans, which Spring closes
    }
}
