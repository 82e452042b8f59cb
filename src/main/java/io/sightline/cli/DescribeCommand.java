package io.sightline.cli;

import io.sightline.conversion.Conversion;
import io.sightline.conversion.ForeignFiles;
import io.sightline.resnet.ResNet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints the network that a checkpoint holds, block by block.
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the network that a checkpoint holds, block by block.")
final class DescribeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A checkpoint in any format that is read.")
    private Path file;

    @Mixin private NetworkOptions options;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    DescribeCommand() {}

    @Override
    public Integer call() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            ResNet network =
                    Conversion.network(
                            new ForeignFiles(file, beside(), "", ""), options.wishes(), arena);
            command.commandLine().getOut().println(network);
        }
        return 0;
    }

    /// The documents beside a checkpoint tell of it, unless it is one of many in a folder.
    private List<Path> beside() {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null
                ? List.of()
                : Stream.of("config.json").map(folder::resolve).filter(Files::exists).toList();
    }
}
