package io.sightline.cli;

import io.sightline.resnet.InvalidCheckpointException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The root of the command line; each subcommand is a class of its own.
@Command(
        name = "sightline",
        description = "Prepares models for the service. Without a command, the service starts.",
        subcommands = {ImportCommand.class, DescribeCommand.class, CommandLine.HelpCommand.class})
public final class SightlineCommand {

    private SightlineCommand() {}

    /// Runs the command that `arguments` name, and says what happened on standard output or error.
    ///
    /// @return the exit code: 0 if all went well, 1 if the command failed, 2 if it was called
    ///   wrongly
    public static int run(String... arguments) {
        return new CommandLine(new SightlineCommand())
                .setExecutionExceptionHandler((failure, command, _) -> report(failure, command))
                .execute(arguments);
    }

    private static int report(Exception failure, CommandLine command) {
        String message =
                failure instanceof InvalidCheckpointException invalid
                        ? "not a usable checkpoint: " + invalid.getMessage()
                        : failure.toString();
        command.getErr().println(command.getColorScheme().errorText(message));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
