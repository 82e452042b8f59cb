package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.checkpoint.Checkpoint;
import io.sightline.checkpoint.Safetensors;
import io.sightline.conversion.NpmPackage;
import io.sightline.resnet.BlockKind;
import io.sightline.resnet.FormulaWeights;
import io.sightline.resnet.Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SightlineCommandTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void describesANetworkBlockByBlock() throws IOException {
        Path file =
                write(
                        FormulaWeights.checkpoint(
                                Layout.tiny(BlockKind.BOTTLENECK, 7, Layout.Option.B)));

        int exitCode = run("describe", "--strides", "v1", file.toString());

        assertThat(exitCode).isZero();
        assertThat(out.toString().lines().toList())
                .startsWith("ResNet-8 v1, 909 parameters")
                .contains(
                        "layer2.0  F(x) + Ws x [1x1, 8 → 16, /2],"
                                + " F = [1x1, 8 → 4, /2] [3x3, 4 → 4] [1x1, 4 → 16]")
                .endsWith("head      [mean] [fc, 16 → 3]");
    }

    @Test
    void takesTorchvisionsStridesIfNotToldOtherwise() throws IOException {
        Path file =
                write(
                        FormulaWeights.checkpoint(
                                Layout.tiny(BlockKind.BOTTLENECK, 7, Layout.Option.B)));

        run("describe", file.toString());

        assertThat(out.toString()).contains("F = [1x1, 8 → 4] [3x3, 4 → 4, /2] [1x1, 4 → 16]");
    }

    @Test
    void saysInOneLineWhyACheckpointIsNotUsable() throws IOException {
        Path file = Files.write(folder.resolve("broken.safetensors"), new byte[3]);

        int exitCode = run("describe", file.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(out).hasToString("");
        assertThat(err.toString().lines().toList())
                .containsExactly(
                        "not a usable checkpoint: broken.safetensors: file is of no kind known"
                                + " here; read as a safetensors file: file is 3 bytes, a"
                                + " safetensors file has at least 8");
    }

    @Test
    void saysInOneLineThatAFileIsNotThere() {
        Path file = folder.resolve("nothing");

        int exitCode = run("describe", file.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines().toList()).containsExactly("no such file: " + file);
    }

    @Test
    @Timeout(10)
    void doesNotWaitForAPipe() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        int exitCode = run("describe", pipe.toString());

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .containsExactly(
                        "not a usable checkpoint: %s is a folder, a pipe or a device, must be a file"
                                .formatted(pipe));
    }

    @Test
    void callsAWideNetworkByItsName() throws IOException {
        Layout wide =
                new Layout(
                        BlockKind.BOTTLENECK, 7, 4, 4, 8, List.of(3, 4, 6, 3), Layout.Option.B, 3);
        Path file = write(FormulaWeights.checkpoint(wide));

        run("describe", file.toString());

        assertThat(out.toString()).startsWith("Wide ResNet-50-2 v1.5, ");
    }

    @Test
    void saysInOneLineThatTheTargetIsNoFolder() throws IOException {
        Path source = Files.write(folder.resolve("package.tgz"), NpmPackage.tiny());
        Path labels = Files.writeString(folder.resolve("labels.txt"), "a\nb\nc\n");

        int exitCode =
                run("models", "add", "npm:" + source, "--labels=" + labels, "--models=" + source);

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .containsExactly(
                        "models directory %s is not there, must be a directory".formatted(source));
    }

    @ParameterizedTest
    @CsvSource({
        "describe, Missing required parameter: 'FILE'",
        "models add, Missing required parameter: 'SOURCE'",
        "describe --strides v2 file, 'strides are v2, must be v1 or v1.5'",
        "describe --depth 50 file, Unknown option",
        "discribe file, Unmatched argument"
    })
    void explainsHowToCallItIfItWasCalledWrongly(String command, String reason) {
        int exitCode = run(command.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(out).hasToString("");
        assertThat(err.toString()).contains(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void listsItsCommands(String argument) {
        int exitCode = run(argument);

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .startsWith("Usage: sightline")
                .contains("models ", "describe ", "--version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"models help add", "models add --help"})
    void explainsOneCommand(String command) {
        int exitCode = run(command.split(" "));

        assertThat(exitCode).isZero();
        assertThat(out.toString()).startsWith("Usage: sightline models add").contains("SOURCE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void saysItsVersion(String argument) {
        int exitCode = run(argument);

        assertThat(exitCode).isZero();
        assertThat(out.toString()).startsWith("Sightline ");
    }

    @ParameterizedTest
    @CsvSource({
        "describe, true",
        "help, true",
        "--help, true",
        "-h, true",
        "--version, true",
        "-V, true",
        "--server.port=80, false",
        "--debug, false"
    })
    void leavesTheOptionsOfTheServiceToTheService(String argument, boolean command) {
        boolean named = SightlineCommand.isNamedBy(argument);

        assertThat(named).isEqualTo(command);
    }

    @Test
    void startsTheServiceWithoutArguments() {
        boolean named = SightlineCommand.isNamedBy();

        assertThat(named).isFalse();
    }

    private int run(String... arguments) {
        return SightlineCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private Path write(Checkpoint checkpoint) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        try (OutputStream stream = Files.newOutputStream(file)) {
            Safetensors.write(checkpoint, stream);
        }
        return file;
    }
}
