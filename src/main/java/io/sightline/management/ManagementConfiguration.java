package io.sightline.management;

import io.sightline.serving.ModelRegistry;
import io.sightline.serving.control.ModelUpdates;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Puts the operators' endpoint together. Where operators and clients share one port there is none:
/// a client must not unload a model.
@Configuration(proxyBeanMethods = false)
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
class ManagementConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint
    ModelsEndpoint modelsEndpoint(ModelRegistry models, ModelUpdates updates) {
        return new ModelsEndpoint(models, updates);
    }
}
