package io.sightline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Files that must be refused are refused by the command that adds a model: in a line, running
/// nothing, leaving nothing.
class HostileCheckpointsTest {

    private static final Path CHECKPOINTS =
            Path.of("src/test/resources/io/sightline/checkpoints").toAbsolutePath();

    /// What the files that run code would leave behind.
    private static final Path MARKER = Path.of("/tmp/sightline-checkpoint-executed");

    @TempDir private Path models;
    @TempDir private static Path folder;

    @ParameterizedTest
    @MethodSource
    void refusesInALineAndLeavesNothing(String file) throws IOException {
        Path labels =
                Files.writeString(folder.resolve("labels.txt"), "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode =
                SightlineCommand.run(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "models",
                        "add",
                        CHECKPOINTS.resolve(file).toString(),
                        "--models=" + models,
                        "--labels=" + labels,
                        "--name=hostile",
                        "--preprocessing=imagenet");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines().toList())
                .singleElement()
                .asString()
                .hasSizeBetween(20, 600)
                .matches("[ -~…]+")
                .doesNotContain("Exception", "java.", "io.sightline");
        assertThat(out).hasToString("");
        assertThat(models).isEmptyDirectory();
        assertThat(MARKER).doesNotExist();
    }

    static Stream<String> refusesInALineAndLeavesNothing() throws IOException {
        JsonNode cases =
                JsonMapper.shared()
                        .readTree(Files.readString(CHECKPOINTS.resolve("answers.json")))
                        .path("cases");
        return cases.propertyStream()
                .filter(entry -> entry.getValue().path("outcome").stringValue().equals("refused"))
                .map(Map.Entry::getKey)
                .filter(file -> Files.exists(CHECKPOINTS.resolve(file)));
    }
}
