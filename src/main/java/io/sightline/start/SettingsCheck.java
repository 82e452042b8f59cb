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

/// Holds every setting that is given, wherever it is given, against those that there are, and reads
/// all of them once; nothing is loaded yet.
///
/// A setting that there is not would be passed over in silence by Spring, and its default be
/// served.
public final class SettingsCheck
        implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /// Each holds the settings of one group.
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

    /// @throws RuntimeException if a setting is unknown, or has a value that it does not take; the
    ///   message says so in a sentence
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

    /// What a record cannot see by itself: other records, and the machine.
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

    /// The name as its source has it.
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
