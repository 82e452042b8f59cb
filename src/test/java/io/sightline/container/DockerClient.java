package io.sightline.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The command `docker`, for what Testcontainers has no way to do: building with BuildKit.
final class DockerClient {

    private static final String COMMAND = "docker";

    private DockerClient() {}

    /// Whether there is a client, and it reaches a daemon.
    static boolean answers() {
        try {
            return run(List.of("version")).exit() == 0;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /// Builds the Dockerfile of the working directory.
    ///
    /// @throws IllegalStateException with the log if it fails
    static void build(String tag, Map<String, String> arguments) {
        Stream<String> options =
                arguments.entrySet().stream()
                        .flatMap(
                                argument ->
                                        Stream.of(
                                                "--build-arg",
                                                argument.getKey() + "=" + argument.getValue()));
        Result result =
                run(
                        Stream.of(
                                        Stream.of("build", "--progress", "plain", "--tag", tag),
                                        options,
                                        Stream.of("."))
                                .flatMap(part -> part)
                                .toList());
        if (result.exit() != 0) {
            throw new IllegalStateException("docker build failed:\n" + result.output());
        }
    }

    /// Runs a command of Compose, the client's plugin or the program that came before it.
    static Result compose(List<String> arguments, Map<String, String> environment) {
        boolean plugin = run(List.of("compose", "version")).exit() == 0;
        Stream<String> command =
                plugin ? Stream.of(COMMAND, "compose") : Stream.of("docker-compose");
        return execute(Stream.concat(command, arguments.stream()).toList(), environment);
    }

    /// Runs a command of the client, and waits for its end.
    static Result run(List<String> arguments) {
        return execute(
                Stream.concat(Stream.of(COMMAND), arguments.stream()).toList(),
                Map.of("DOCKER_BUILDKIT", "1"));
    }

    private static Result execute(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectInput(new File("/dev/null"));
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a command ran", e);
        }
    }

    /// What a command came to.
    record Result(int exit, String output) {}
}
