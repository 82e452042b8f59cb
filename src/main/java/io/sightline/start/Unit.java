package io.sightline.start;

import java.time.Duration;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/// The units that values of some settings need. Spring would read a bare number as milliseconds or
/// bytes, which is rarely what was meant.
final class Unit {

    private static final Map<Class<?>, String> UNITS =
            Map.of(
                    Duration.class, "ms, s, m or h, for example 10s",
                    DataSize.class, "B, KB, MB or GB, for example 20MB");

    private Unit() {}

    /// @throws InvalidSettingException if `setting` needs a unit and `value` has none; zero needs
    ///   none
    static void require(KnownSetting setting, String value, String origin) {
        String units = UNITS.getOrDefault(setting.type(), "");
        if (!units.isEmpty() && value.matches("\\s*[+-]?[0-9]*[1-9][0-9]*\\s*")) {
            throw new InvalidSettingException(
                    "%s is %s, must have a unit: %s".formatted(setting.name(), value, units),
                    origin);
        }
    }
}
