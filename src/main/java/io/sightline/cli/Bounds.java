package io.sightline.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The minimum and maximum of an option's value.
final class Bounds {

    private Bounds() {}

    /// @throws ParameterException if `value` is outside them; the command line then prints its
    ///   usage
    static void require(CommandSpec command, String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s is %d, must be from %d to %d".formatted(option, value, least, most));
        }
    }
}
