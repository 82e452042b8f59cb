package io.sightline.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.classification.Classifier;
import io.sightline.intake.Intake;
import io.sightline.intake.IntakeReadiness;
import io.sightline.intake.UploadBudget;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/// Puts the HTTP door together.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpProperties.class)
class HttpConfiguration {

    @Bean
    UploadBudget uploadBudget(HttpProperties properties) {
        return new UploadBudget(properties.maxUploadMemoryBytes(Runtime.getRuntime().maxMemory()));
    }

    @Bean
    Intake intake() {
        return new Intake();
    }

    @Bean
    IntakeReadiness intakeReadiness(Intake intake, HttpProperties properties) {
        return new IntakeReadiness(intake, properties.drainDelay());
    }

    @Bean
    HttpMetrics httpMetrics(MeterRegistry registry, UploadBudget budget, Classifier classifier) {
        List<String> models = classifier.models().stream().map(model -> model.name()).toList();
        return new HttpMetrics(registry, budget, models);
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    WholeJson wholeJson(JsonMapper json) {
        return new WholeJson(json);
    }

    @Bean
    FilterRegistrationBean<CrossOrigin> crossOrigin(HttpProperties properties) {
        FilterRegistrationBean<CrossOrigin> registration =
                new FilterRegistrationBean<>(
                        new CrossOrigin(Set.copyOf(properties.allowedOrigins())));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE); // pages may read refusals too
        return registration;
    }

    @Bean
    FilterRegistrationBean<ExchangeFilter> exchangeFilter(
            Intake intake, ProblemWriter problems, HttpMetrics metrics) {
        FilterRegistrationBean<ExchangeFilter> registration =
                new FilterRegistrationBean<>(new ExchangeFilter(intake, problems, metrics));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusals(
            Intake intake, ProblemWriter problems) {
        return factory -> {
            factory.setProtocol(HttpProtocol.class.getName());
            factory.addContextCustomizers(
                    context ->
                            context.getParent()
                                    .getPipeline()
                                    .addValve(new ProblemValve(intake, problems)));
            // "100 Continue" only once the body is wanted, so that a refusal comes before it.
            factory.addConnectorCustomizers(
                    connector -> connector.setProperty("continueResponseTiming", "onRead"),
                    connector -> connector.setMaxCookieCount(-1)); // none is read
        };
    }

    /// What the management port shares with the clients' port. Its context is separate and finds
    /// this class by a file under `META-INF/spring`.
    static final class Operators {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> hostsOfOperators() {
            return factory -> factory.setProtocol(HttpProtocol.class.getName());
        }
    }
}
