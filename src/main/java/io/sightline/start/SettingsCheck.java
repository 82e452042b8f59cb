package io.sightline.start;

import io.sightline.batching.BatchingProperties;
import io.sightline.classification.ClassificationProperties;
import io.sightline.http.HttpProperties;
import io.sightline.image.ImagePreprocessor;
import io.sightline.image.ImageProperties;
import io.sightline.serving.InferenceProperties;
import io.sightline.serving.ModelsProperties;
import io.sightline.serving.Parallelism;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/// Checks all settings before anything is loaded, whatever source they come from: that each exists,
/// and that each value is valid.
///
/// Spring would ignore an unknown setting without a word and use the default.
public final class SettingsCheck
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /// The settings records, one for each group.
    static final List<Class<?>> RECORDS =
            List.of(
                    ModelsProperties.class,
                    InferenceProperties.class,
                    BatchingProperties.class,
                    ClassificationProperties.class,
                    ImageProperties.class,
                    HttpProperties.class);

    private static final ConfigurationPropertyName PREFIX =
            ConfigurationPropertyName.of("sightline");

    private final List<KnownSetting> known = RECORDS.stream().flatMap(KnownSetting::of).toList();

    /// @throws RuntimeException if a setting is unknown or its value is invalid; the message is one
    ///   sentence that says which
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment());
    }

    void check(ConfigurableEnvironment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                boolean variables =
                        source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
                names.stream()
                        .filter(PREFIX::isAncestorOf)
                        .map(source::getConfigurationProperty)
                        .forEach(given -> check(given, variables, environment));
            }
        }
        SettingsReader reader = new SettingsReader(environment);
        RECORDS.forEach(reader::read);
        checkTogether(
                InferenceProperties.class,
                () ->
                        Parallelism.requireFitting(
                                reader.read(InferenceProperties.class),
                                reader.read(BatchingProperties.class).maxDelay()));
        checkTogether(
                ImageProperties.class,
                () -> ImagePreprocessor.requireDecoder(reader.read(ImageProperties.class)));
    }

    /// Checks what a record cannot check alone: other records, and the machine.
    private static void checkTogether(Class<?> type, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(KnownSetting.prefix(type) + "." + e.getMessage(), "");
        }
    }

    private void check(
            ConfigurationProperty given, boolean variable, ConfigurableEnvironment environment) {
        String value = environment.resolvePlaceholders(String.valueOf(given.getValue()));
        Optional<KnownSetting> setting =
                known.stream().filter(each -> each.isSetBy(given.getName(), variable)).findFirst();
        if (setting.isPresent()) {
            Unit.require(setting.get(), value, origin(given));
            return;
        }
        String written = written(given, variable);
        if (!variable || !ServiceLink.isOne(written, value)) {
            throw new InvalidSettingException(
                    "%s is no setting; the nearest is %s"
                            .formatted(
                                    written,
                                    Likeness.nearest(
                                            given.getName().toString(),
                                            known.stream().map(KnownSetting::name).toList())),
                    origin(given));
        }
    }

    /// The name as written in its source.
    private static String written(ConfigurationProperty given, boolean variable) {
        String origin = origin(given);
        int quote = origin.indexOf('"');
        return variable && quote >= 0
                ? origin.substring(quote + 1, origin.indexOf('"', quote + 1))
                : given.getName().toString();
    }

    static String origin(ConfigurationProperty given) {
        return Optional.ofNullable(given.getOrigin()).map(Origin::toString).orElse("");
    }
}
