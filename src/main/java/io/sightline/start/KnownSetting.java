package io.sightline.start;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/// A setting that exists.
///
/// @param name for example `sightline.batching.max-delay`
/// @param type of its value
record KnownSetting(String name, Class<?> type) {

    /// The settings of a record, in the order of its components.
    static Stream<KnownSetting> of(Class<?> properties) {
        String prefix = prefix(properties);
        return Stream.of(properties.getRecordComponents()).map(component -> of(prefix, component));
    }

    /// The common prefix of a record's settings, for example `sightline.batching`.
    static String prefix(Class<?> properties) {
        return properties.getAnnotation(ConfigurationProperties.class).value();
    }

    private static KnownSetting of(String prefix, RecordComponent component) {
        String name = DataObjectPropertyName.toDashedForm(component.getName());
        return new KnownSetting(prefix + "." + name, component.getType());
    }

    /// Whether `given` sets this setting or, for one with several values, one of them.
    ///
    /// @param variable whether `given` is an environment variable, in which the parts of a name
    ///   cannot be told apart
    boolean isSetBy(ConfigurationPropertyName given, boolean variable) {
        String separator = variable ? "" : ".";
        String mine = uniform(ConfigurationPropertyName.of(name), separator);
        String other = uniform(given, separator);
        if (other.equals(mine)) {
            return true;
        }
        String rest = other.startsWith(mine + separator) ? other.substring(mine.length()) : "";
        return (type == Map.class && rest.length() > separator.length())
                || (type == List.class && rest.matches("\\.?[0-9]+"));
    }

    /// The name with the differences in spelling removed that Spring allows: capitals and dashes.
    private static String uniform(ConfigurationPropertyName name, String separator) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            text.append(i == 0 ? "" : separator).append(name.getElement(i, Form.UNIFORM));
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
