package io.sightline.machine;

import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Shows what the kernel counts among the service's meters.
@Configuration(proxyBeanMethods = false)
class MachineConfiguration {

    @Bean
    ContainerMetrics containerMetrics() {
        return new ContainerMetrics(Path.of("/sys/fs/cgroup"));
    }

    @Bean
    ProcessMetrics processMetrics() {
        return new ProcessMetrics(Path.of("/proc/self"));
    }
}
