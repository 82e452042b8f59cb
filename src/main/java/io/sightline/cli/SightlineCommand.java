package io.sightline.cli;

import io.sightline.checkpoint.InvalidCheckpointException;
import io.sightline.hub.transfer.FetchFailedException;
import io.sightline.repository.ModelFailedException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The root of the command line; each subcommand is a class of its own.
@Command(
        name = "sightline",
        description = "Prepares models for the service. Without a command, the service starts.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DescribeCommand.class,
            ModelsCommand.class,
            CalibrateCommand.class,
            BenchCommand.class,
            TuneCommand.class,
            CommandLine.HelpCommand.class
        })
public final class SightlineCommand {

    /// The options of the command line itself; every other one is a setting of the service.
    private static final List<String> OPTIONS = List.of("-h", "--help", "-V", "--version");

    private SightlineCommand() {}

    /// Whether `arguments` name a command; if not, they are settings of the service.
    public static boolean isNamedBy(String... arguments) {
        return arguments.length > 0
                && (!arguments[0].startsWith("-") || OPTIONS.contains(arguments[0]));
    }

    /// Runs the command that `arguments` name; writes its results to standard output and errors to
    /// standard error.
    ///
    /// @return the exit code: 0 if the command succeeded, 1 if it failed, 2 if its arguments are
    ///   wrong
    public static int run(String... arguments) {
        return run(new CommandLine(new SightlineCommand()), arguments);
    }

    /// Runs the command with these writers in place of standard output and standard error.
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine command = new CommandLine(new SightlineCommand()).setOut(out).setErr(err);
        return run(command, arguments);
    }

    private static int run(CommandLine command, String... arguments) {
        return command.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, failed, _) -> report(failure, failed))
                .execute(arguments);
    }

    private static int report(Exception failure, CommandLine command) {
        String line = message(failure).replaceAll("\\R", " ");
        command.getErr().println(command.getColorScheme().errorText(line));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /// The line that reports a failure. Some exceptions' messages are only a file's name, so words
    /// are added.
    private static String message(Exception failure) {
        return switch (failure) {
            case InvalidCheckpointException invalid ->
                    "not a usable checkpoint: " + invalid.getMessage();
            case NoSuchFileException missing -> "no such file: " + missing.getFile();
            case AccessDeniedException denied -> "access denied: " + denied.getFile();
            case FileAlreadyExistsException file -> "not a folder: " + file.getFile();
            case FetchFailedException failed -> String.valueOf(failed.getMessage());
            case ModelFailedException failed -> String.valueOf(failed.getMessage());
            case IllegalArgumentException wrong -> String.valueOf(wrong.getMessage());
            default -> failure.toString();
        };
    }
}
