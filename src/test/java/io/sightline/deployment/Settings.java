package io.sightline.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/// The settings that a pod is started with, as Spring sees them.
///
/// @param sources the environment, then the ConfigMap, then the jar's own, the first winning
record Settings(List<EnumerablePropertySource<?>> sources) {

    static Settings of(List<Manifest> manifests) {
        String yaml = Manifest.only("ConfigMap", manifests).at("data['application.yaml']");
        List<Map<String, String>> variables =
                Manifest.only("Deployment", manifests)
                        .at("spec.template.spec.containers[0].env[*]");
        Map<String, Object> environment = new HashMap<>();
        variables.forEach(
                variable ->
                        environment.put(
                                variable.getOrDefault("name", ""),
                                variable.getOrDefault("value", "")));
        return new Settings(
                List.of(
                        new SystemEnvironmentPropertySource("systemEnvironment", environment),
                        load(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8))),
                        load(new ClassPathResource("application.yaml"))));
    }

    <T> T get(String name, Class<T> type) {
        return binder().bind(name, type).get();
    }

    /// Reads every settings record of the service.
    ///
    /// @throws RuntimeException if one refuses its values, or if none has a setting of a given name
    void bindAll() {
        Set<String> known = new HashSet<>();
        for (Class<?> type : records()) {
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            binder().bindOrCreate(prefix, Bindable.of(type));
            for (RecordComponent component : type.getRecordComponents()) {
                String name = DataObjectPropertyName.toDashedForm(component.getName());
                known.add(prefix + "." + name);
                known.add(variable(prefix + "." + name));
            }
        }
        for (String name : given()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("%s is no setting".formatted(name));
            }
        }
    }

    /// What the environment and the ConfigMap set, but for the place of that one.
    private List<String> given() {
        return Stream.of(sources.get(0), sources.get(1))
                .flatMap(source -> Stream.of(source.getPropertyNames()))
                .filter(name -> !name.startsWith("SPRING_"))
                .toList();
    }

    private static String variable(String name) {
        return name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private Binder binder() {
        return new Binder(
                ConfigurationPropertySources.from(List.<PropertySource<?>>copyOf(sources)));
    }

    private static List<Class<?>> records() {
        ClassPathScanningCandidateComponentProvider scan =
                new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scan.findCandidateComponents("io.sightline").stream()
                .<Class<?>>map(
                        found ->
                                ClassUtils.resolveClassName(
                                        String.valueOf(found.getBeanClassName()), null))
                .toList();
    }

    private static EnumerablePropertySource<?> load(Resource resource) {
        try {
            return (EnumerablePropertySource<?>)
                    new YamlPropertySourceLoader()
                            .load(resource.getDescription(), resource)
                            .getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
