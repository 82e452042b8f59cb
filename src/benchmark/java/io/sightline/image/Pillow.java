package io.sightline.image;

import io.sightline.benchmark.Contender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// A Python process that prepares images with Pillow and numpy when told to.
final class Pillow implements AutoCloseable {

    private static final String SCRIPT = "src/benchmark/python/preprocessing.py";

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private Pillow(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /// Starts Python, given as the system property `benchmark.python` (default `python3`).
    ///
    /// @return empty if there is no Python, or none with Pillow and numpy
    static Optional<Pillow> start() {
        String python = System.getProperty("benchmark.python", "python3");
        try {
            Pillow pillow =
                    new Pillow(
                            new ProcessBuilder(python, SCRIPT, "--serve")
                                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                                    .start());
            String versions = pillow.answers.readLine();
            if (versions == null) {
                return Optional.empty();
            }
            System.out.println(versions);
            return Optional.of(pillow);
        } catch (IOException e) {
            System.out.println("No Pillow to compare with: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// One step over one file.
    ///
    /// @param step `whole`, `decode` or `resize`
    Contender contender(String step, Path file) {
        return new Contender("Pillow " + step, count -> time(step, file, count));
    }

    private double time(String step, Path file, int count) {
        try {
            orders.write("%s %d %s%n".formatted(step, count, file));
            orders.flush();
            String nanos = answers.readLine();
            if (nanos == null) {
                throw new IllegalStateException("the Python process has ended");
            }
            return Double.parseDouble(nanos);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the process.
    @Override
    public void close() {
        process.destroy();
    }
}
