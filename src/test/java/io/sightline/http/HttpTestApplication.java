package io.sightline.http;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The HTTP door on a real web server, before a scripted classifier.
///
/// No component by annotation, so that tests of the whole service do not find it.
@EnableAutoConfiguration
@Import({
    HttpConfiguration.class,
    ClassificationController.class,
    ModelController.class,
    ProblemAdvice.class,
    ServerTiming.class
})
class HttpTestApplication {

    /// Stands where the models' health is in the whole service.
    @Bean
    HealthIndicator lanes() {
        return () -> Health.up().build();
    }

    @Bean
    ScriptedClassifier classifier() {
        return new ScriptedClassifier();
    }
}
