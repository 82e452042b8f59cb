package io.sightline.http;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The HTTP door on a real web server, before a scripted classifier.
@EnableAutoConfiguration
@Import({
    HttpConfiguration.class,
    ClassificationController.class,
    ModelController.class,
    ProblemAdvice.class,
    ServerTiming.class
})
class HttpTestApplication {

    @Bean
    ScriptedClassifier classifier() {
        return new ScriptedClassifier();
    }
}
