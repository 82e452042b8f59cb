package io.sightline.start;

import java.time.Duration;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/// Units of the settings that have one. A bare number would be taken for milliseconds or bytes,
/// which hardly anybody means.
final class Unit {

    private static final Map<Class<?>, String> UNITS =
            Map.of(
                    Duration.class, "ms, s, m or h, for example 10s",
                    DataSize.class, "B, KB, MB or GB, for example 20MB");

    private Unit() {}

    /// @throws InvalidSettingException if `value` lacks the unit that a value of `setting` has;
    ///   zero needs none
    static void require(KnownSetting setting, String value, String origin) {
        String units = UNITS.getOrDefault(setting.type(), "");
        if (!units.isEmpty() && value.matches("\\s*[+-]?[0-9]*[1-9][0-9]*\\s*")) {
            throw new InvalidSettingException(
                    "%s is %s, must have a unit: %s".formatted(setting.name(), value, units),
                    origin);
        }
    }
}
