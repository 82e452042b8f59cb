package io.sightline.cli;

import io.sightline.checkpoint.Safetensors;
import io.sightline.resnet.ResNet;
import io.sightline.resnet.ResNetOptions;
import io.sightline.resnet.StrideOrder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints the network that a checkpoint holds, block by block.
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the network that a safetensors checkpoint holds, block by block.")
final class DescribeCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A .safetensors file.")
    private Path file;

    @Option(
            names = "--strides",
            paramLabel = "ORDER",
            defaultValue = "v1.5",
            converter = StrideOrderConverter.class,
            description =
                    "Where bottlenecks halve their input, v1 or v1.5. Default: ${DEFAULT-VALUE}.")
    private StrideOrder strides;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    DescribeCommand() {}

    @Override
    public Integer call() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            ResNet network = ResNet.of(Safetensors.read(file, arena), ResNetOptions.of(strides));
            command.commandLine().getOut().println(network);
        }
        return 0;
    }
}
