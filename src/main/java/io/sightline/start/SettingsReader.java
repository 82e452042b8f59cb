package io.sightline.start;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/// Reads settings records, and translates Spring's failures into sentences.
final class SettingsReader {

    private final Binder binder;

    SettingsReader(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /// Reads the settings of one record.
    ///
    /// @throws InvalidSettingException if a value is invalid
    <T> T read(Class<T> type) {
        String prefix = KnownSetting.prefix(type);
        try {
            return binder.bindOrCreate(prefix, Bindable.of(type));
        } catch (BindException e) {
            throw refusal(prefix, e);
        }
    }

    /// Either the type refuses a value, or the record does; the record's message begins with the
    /// name.
    private static InvalidSettingException refusal(String prefix, BindException failure) {
        ConfigurationProperty given = failure.getProperty();
        String origin = given == null ? "" : SettingsCheck.origin(given);
        Throwable deepest = failure;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof ConversionFailedException conversion) {
                return new InvalidSettingException(
                        "%s is %s, must be %s"
                                .formatted(
                                        failure.getName(),
                                        conversion.getValue(),
                                        rule(conversion.getTargetType().getType())),
                        origin);
            }
            deepest = each;
        }
        return new InvalidSettingException(prefix + "." + deepest.getMessage(), origin);
    }

    private static String rule(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(each -> each.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type == Duration.class) {
            return "a time with its unit, for example 10s";
        }
        if (type == DataSize.class) {
            return "a size with its unit, for example 20MB";
        }
        return type == Boolean.class || type == boolean.class ? "true or false" : "a whole number";
    }
}
