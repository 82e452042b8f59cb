package io.sightline.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The minimum and maximum of an option's value.
final class Bounds {

    private Bounds() {}

    /// @throws ParameterException if `value` is outside them; the command line then prints its
    ///   usage
    static void require(CommandSpec command, String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s is %d, must be from %d to %d".formatted(option, value, min, max));
        }
    }
}
